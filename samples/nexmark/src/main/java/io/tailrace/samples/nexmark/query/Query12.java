package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.processor.WallclockTimestampExtractor;

/** How many bids a bidder makes in a tumbling window of the clock on the wall: another run, another result; only the sum is the same. */
final class Query12 implements Query {

    /** The result. */
    public record BidderWindow(long bidder, long bids, long startMs) {}

    @Override
    public String name() {
        return "q12";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        KTable<Windowed<Long>, Long> counts = Site.bidsAt(builder, new WallclockTimestampExtractor())
                .groupBy((key, bid) -> bid.bidder(), Grouped.with(Serdes.Long(), Site.json(Bid.class)))
                .windowedBy(TimeWindows.ofSizeAndGrace(settings.window(), settings.grace()))
                .count(Materialized.with(Serdes.Long(), Serdes.Long()));
        KStream<String, BidderWindow> rows = counts.toStream()
                .map((key, count) -> new KeyValue<>(
                        key.key() + "@" + key.window().start(),
                        new BidderWindow(key.key(), count, key.window().start())));
        Site.write(rows, this, BidderWindow.class);
    }
}
