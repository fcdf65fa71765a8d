package io.tailrace.samples.nexmark.query;

import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.streams.StreamsBuilder;

/** Prices in another currency: 0.89 of each, rounded down. */
final class Query1 implements Query {

    @Override
    public String name() {
        return "q1";
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        Site.writeAll(
                Site.bids(builder)
                        .mapValues(bid -> new Bid(
                                bid.auction(),
                                bid.bidder(),
                                bid.price() * 89 / 100,
                                bid.channel(),
                                bid.url(),
                                bid.dateTimeMs(),
                                bid.extra())),
                this,
                Bid.class);
    }
}
