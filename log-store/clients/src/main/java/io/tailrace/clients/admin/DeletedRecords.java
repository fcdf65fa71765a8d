package io.tailrace.clients.admin;

/** @param lowWatermark the first offset that is left */
public record DeletedRecords(long lowWatermark) {}
