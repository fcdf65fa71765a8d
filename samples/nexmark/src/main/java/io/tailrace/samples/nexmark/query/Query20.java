package io.tailrace.samples.nexmark.query;

import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.KStream;

/** Bids with their auction, for auctions of category 10. */
final class Query20 implements Query {

    @Override
    public String name() {
        return "q20";
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        KStream<Long, WinningBids.Winner> pairs = WinningBids.bidsWithAuctions(Site.events(builder), settings)
                .filter((id, pair) -> pair.auction().category() == 10);
        Site.writeAll(pairs, this, WinningBids.Winner.class);
    }
}
