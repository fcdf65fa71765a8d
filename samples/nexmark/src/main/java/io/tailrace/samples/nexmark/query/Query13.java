package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.GlobalKTable;
import io.tailrace.streams.kstream.KStream;

/** Bids with what a bounded side input says of their auction, modulo 10,000; bids of which it says nothing are left out. */
final class Query13 implements Query {

    /** The result. */
    public record BidWithText(long auction, long bidder, long price, long dateTimeMs, String text) {}

    @Override
    public String name() {
        return "q13";
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        GlobalKTable<String, String> side =
                builder.globalTable(Site.SIDE_INPUT, Consumed.with(Serdes.String(), Serdes.String()));
        KStream<byte[], BidWithText> joined = Site.bids(builder)
                .join(
                        side,
                        (key, bid) -> Long.toString(bid.auction() % 10_000),
                        (bid, text) ->
                                new BidWithText(bid.auction(), bid.bidder(), bid.price(), bid.dateTimeMs(), text));
        Site.writeAll(joined, this, BidWithText.class);
    }
}
