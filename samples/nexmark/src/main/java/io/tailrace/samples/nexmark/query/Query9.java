package io.tailrace.samples.nexmark.query;

import io.tailrace.streams.StreamsBuilder;

/** The winning bid of each auction. */
final class Query9 implements Query {

    @Override
    public String name() {
        return "q9";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        Site.write(
                WinningBids.of(Site.events(builder), settings).toStream().selectKey((id, winner) -> Long.toString(id)),
                this,
                WinningBids.Winner.class);
    }
}
