package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.Windowed;

/** The highest bid of each tumbling window. */
final class Query7 implements Query {

    @Override
    public String name() {
        return "q7";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        long windowMs = settings.window().toMillis();
        KTable<Windowed<Long>, Bid> highest = Site.bids(builder)
                .groupBy((key, bid) -> bid.dateTimeMs() / windowMs, Grouped.with(Serdes.Long(), Site.json(Bid.class)))
                .windowedBy(TimeWindows.ofSizeAndGrace(settings.window(), settings.grace()))
                .reduce(
                        (best, next) -> Bid.BY_PRICE.compare(best, next) < 0 ? next : best,
                        Materialized.with(Serdes.Long(), Site.json(Bid.class)));
        Site.write(
                highest.toStream()
                        .selectKey((key, bid) -> Long.toString(key.window().end())),
                this,
                Bid.class);
    }
}
