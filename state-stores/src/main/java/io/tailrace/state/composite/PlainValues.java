package io.tailrace.state.composite;

/** Marks a type of queryable store that shows values without their timestamps and headers. */
public interface PlainValues {}
