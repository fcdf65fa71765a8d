package io.tailrace.samples.nexmark.query;

import io.tailrace.streams.StreamsBuilder;

/** Bids for some auctions: those whose id is a multiple of 123. */
final class Query2 implements Query {

    /** A bid, without who made it. */
    public record AuctionPrice(long auction, long price) {}

    @Override
    public String name() {
        return "q2";
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        Site.writeAll(
                Site.bids(builder)
                        .filter((key, bid) -> bid.auction() % 123 == 0)
                        .mapValues(bid -> new AuctionPrice(bid.auction(), bid.price())),
                this,
                AuctionPrice.class);
    }
}
