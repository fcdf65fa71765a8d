package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;

/** Number of bids, by band, and least, greatest, average and sum of their prices, for each auction and day. */
final class Query17 implements Query {

    /** The result; the average is sum by number. */
    public record Prices(BidStatistics.Counts counts, long min, long max, long sum) {

        Prices plus(long price) {
            return new Prices(
                    counts.plus(1 << PriceBand.of(price), 1), Math.min(min, price), Math.max(max, price), sum + price);
        }
    }

    @Override
    public String name() {
        return "q17";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        KTable<String, Prices> prices = Site.bids(builder)
                .groupBy(
                        (key, bid) -> bid.auction() + "@" + Day.of(bid.dateTimeMs()),
                        Grouped.with(Serdes.String(), Site.json(Bid.class)))
                .aggregate(
                        () -> new Prices(BidStatistics.Counts.NONE, Long.MAX_VALUE, Long.MIN_VALUE, 0),
                        (key, bid, sum) -> sum.plus(bid.price()),
                        Materialized.with(Serdes.String(), Site.json(Prices.class)));
        Site.write(prices, this, Prices.class);
    }
}
