package io.tailrace.streams.state;

/** Marks a supplier whose stores keep headers beside values. Source: KIP-1271. */
public interface HeadersBytesStoreSupplier {}
