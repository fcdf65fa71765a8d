package io.tailrace.streams.processor;

/** Which clock drives a punctuation. */
public enum PunctuationType {
    STREAM_TIME,
    WALL_CLOCK_TIME
}
