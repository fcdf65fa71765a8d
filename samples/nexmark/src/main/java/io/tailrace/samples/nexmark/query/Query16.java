package io.tailrace.samples.nexmark.query;

import io.tailrace.streams.StreamsBuilder;

/** The same as {@link Query15} for each channel and day. */
final class Query16 implements Query {

    @Override
    public String name() {
        return "q16";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        Site.write(
                BidStatistics.by(bid -> bid.channel() + "@" + Day.of(bid.dateTimeMs()), Site.bids(builder)),
                this,
                BidStatistics.Statistics.class);
    }
}
