package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.Windowed;

/** How many bids a bidder makes in a session of activity. */
final class Query11 implements Query {

    /** The result: from the first to the last bid of the session. */
    public record BidderSession(long bidder, long bids, long startMs, long endMs) {}

    @Override
    public String name() {
        return "q11";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        KTable<Windowed<Long>, Long> sessions = Site.bids(builder)
                .groupBy((key, bid) -> bid.bidder(), Grouped.with(Serdes.Long(), Site.json(Bid.class)))
                .windowedBy(SessionWindows.ofInactivityGapAndGrace(settings.sessionGap(), settings.grace()))
                .count(Materialized.with(Serdes.Long(), Serdes.Long()));
        KStream<String, BidderSession> rows = sessions.toStream()
                .map((key, count) -> new KeyValue<>(
                        key.key() + "@" + key.window().start() + "-"
                                + key.window().end(),
                        count == null
                                ? null
                                : new BidderSession(
                                        key.key(),
                                        count,
                                        key.window().start(),
                                        key.window().end())));
        Site.write(rows, this, BidderSession.class);
    }
}
