package io.tailrace.storage.disk;

/**
 * The room on a device.
 *
 * @param totalBytes of the device
 * @param usableBytes that this process can still fill
 */
public record DiskSpace(long totalBytes, long usableBytes) {}
