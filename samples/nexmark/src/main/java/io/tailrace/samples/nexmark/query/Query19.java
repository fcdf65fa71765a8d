package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import java.util.ArrayList;
import java.util.List;

/** The ten highest bids for each auction. */
final class Query19 implements Query {

    private static final int TOP = 10;

    /** The result, the highest first. */
    public record TopBids(List<Bid> bids) {

        TopBids with(Bid bid) {
            List<Bid> next = new ArrayList<>(bids);
            next.add(bid);
            next.sort(Bid.BY_PRICE.reversed());
            return new TopBids(next.size() > TOP ? List.copyOf(next.subList(0, TOP)) : next);
        }
    }

    @Override
    public String name() {
        return "q19";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        KTable<String, TopBids> top = Site.bids(builder)
                .groupBy(
                        (key, bid) -> Long.toString(bid.auction()), Grouped.with(Serdes.String(), Site.json(Bid.class)))
                .aggregate(
                        () -> new TopBids(List.of()),
                        (auction, bid, bids) -> bids.with(bid),
                        Materialized.with(Serdes.String(), Site.json(TopBids.class)));
        Site.write(top, this, TopBids.class);
    }
}
