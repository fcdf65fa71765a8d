package io.tailrace.samples.nexmark.query;

import io.tailrace.streams.StreamsBuilder;
import java.time.Instant;
import java.time.ZoneOffset;

/** Bids of a middling price, with the part of the day and the number of letters c in the padding. */
final class Query14 implements Query {

    /** The result; the price in thousandths of a cent of another currency. */
    public record Calculated(
            long auction, long bidder, long milliCents, String partOfDay, long dateTimeMs, long lettersC) {}

    private static String partOfDay(long timeMs) {
        int hour = Instant.ofEpochMilli(timeMs).atOffset(ZoneOffset.UTC).getHour();
        if (hour >= 8 && hour <= 18) {
            return "dayTime";
        }
        return hour <= 6 || hour >= 20 ? "nightTime" : "otherTime";
    }

    @Override
    public String name() {
        return "q14";
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        Site.writeAll(
                Site.bids(builder)
                        .filter((key, bid) -> bid.price() * 908 > 1_000_000_000L && bid.price() * 908 < 50_000_000_000L)
                        .mapValues(bid -> new Calculated(
                                bid.auction(),
                                bid.bidder(),
                                bid.price() * 908,
                                partOfDay(bid.dateTimeMs()),
                                bid.dateTimeMs(),
                                bid.extra().chars().filter(c -> c == 'c').count())),
                this,
                Calculated.class);
    }
}
