package io.tailrace.storage.disk;

import java.io.Closeable;

/** A lock held on a {@link Disk}; closing it gives it back. */
public interface DiskLock extends Closeable {}
