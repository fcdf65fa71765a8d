package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import java.util.Comparator;

/** The last bid of each bidder for each auction; of bids at the same time, the highest. */
final class Query18 implements Query {

    private static final Comparator<Bid> BY_TIME =
            Comparator.comparingLong(Bid::dateTimeMs).thenComparing(Bid.BY_PRICE);

    @Override
    public String name() {
        return "q18";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        KTable<String, Bid> last = Site.bids(builder)
                .groupBy(
                        (key, bid) -> bid.bidder() + "@" + bid.auction(),
                        Grouped.with(Serdes.String(), Site.json(Bid.class)))
                .reduce(
                        (latest, next) -> BY_TIME.compare(latest, next) < 0 ? next : latest,
                        Materialized.with(Serdes.String(), Site.json(Bid.class)));
        Site.write(last, this, Bid.class);
    }
}
