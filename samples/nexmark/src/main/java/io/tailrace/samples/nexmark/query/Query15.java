package io.tailrace.samples.nexmark.query;

import io.tailrace.streams.StreamsBuilder;

/** Bids, distinct bidders and distinct auctions of each day, by price band. */
final class Query15 implements Query {

    @Override
    public String name() {
        return "q15";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        Site.write(
                BidStatistics.by(bid -> Day.of(bid.dateTimeMs()), Site.bids(builder)),
                this,
                BidStatistics.Statistics.class);
    }
}
