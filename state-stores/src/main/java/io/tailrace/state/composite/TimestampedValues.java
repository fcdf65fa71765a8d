package io.tailrace.state.composite;

/** Marks a type of queryable store that shows values with their timestamps and without their headers. */
public interface TimestampedValues {}
