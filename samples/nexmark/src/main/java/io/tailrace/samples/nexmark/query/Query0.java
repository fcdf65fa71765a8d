package io.tailrace.samples.nexmark.query;

import io.tailrace.samples.nexmark.model.Event;
import io.tailrace.streams.StreamsBuilder;

/** Passes everything on: what the system costs when nothing is done. */
final class Query0 implements Query {

    @Override
    public String name() {
        return "q0";
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        Site.writeAll(Site.events(builder), this, Event.class);
    }
}
