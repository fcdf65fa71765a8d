package io.tailrace.samples.nexmark.query;

import io.tailrace.streams.StreamsBuilder;

/** A query: reads the events of {@link Site#EVENTS} and writes JSON to the topic {@link #resultTopic}. */
public interface Query {

    /** {@code q0} to {@code q20}. */
    String name();

    /** Whether a result replaces the earlier one with the same key, and a null removes it; otherwise each record is a result. */
    boolean updates();

    void build(StreamsBuilder builder, QuerySettings settings);

    default String resultTopic() {
        return "nexmark-" + name();
    }
}
