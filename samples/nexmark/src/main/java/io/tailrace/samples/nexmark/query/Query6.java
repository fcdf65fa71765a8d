package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Average price of the last ten auctions that a seller has closed. */
final class Query6 implements Query {

    private static final int LAST = 10;

    /** An auction with its best bid. */
    public record Closing(long auction, long expiresMs, long bidMs, long price) {}

    /** The auctions of a seller, by the time they close. */
    public record Closings(List<Closing> inOrder) {

        Closings with(Closing added) {
            List<Closing> next = new ArrayList<>(inOrder);
            next.add(added);
            next.sort(Comparator.comparingLong(Closing::expiresMs).thenComparingLong(Closing::auction));
            return new Closings(next);
        }

        Closings without(Closing removed) {
            List<Closing> next = new ArrayList<>(inOrder);
            next.remove(removed);
            return new Closings(next);
        }

        /** When one more closes than are counted, the one with the oldest bid makes room. */
        long averageOfLast(int count) {
            List<Closing> counted = new ArrayList<>();
            for (Closing closing : inOrder) {
                if (counted.size() == count) {
                    counted.remove(counted.stream()
                            .min(Comparator.comparingLong(Closing::bidMs))
                            .orElseThrow());
                }
                counted.add(closing);
            }
            return Math.round(
                    (double) counted.stream().mapToLong(Closing::price).sum() / counted.size());
        }
    }

    /** The result. */
    public record SellerPrice(long seller, long price) {}

    @Override
    public String name() {
        return "q6";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        KTable<Long, Closings> sellers = WinningBids.of(Site.events(builder), settings)
                .groupBy(
                        (id, winner) -> new KeyValue<>(
                                winner.auction().seller(),
                                new Closing(
                                        id,
                                        winner.auction().expiresMs(),
                                        winner.bid().dateTimeMs(),
                                        winner.bid().price())),
                        Grouped.with(Serdes.Long(), Site.json(Closing.class)))
                .aggregate(
                        () -> new Closings(List.of()),
                        (seller, added, all) -> all.with(added),
                        (seller, removed, all) -> all.without(removed),
                        Materialized.with(Serdes.Long(), Site.json(Closings.class)));
        Site.write(
                sellers.toStream()
                        .map((seller, closings) -> new KeyValue<>(
                                Long.toString(seller), new SellerPrice(seller, closings.averageOfLast(LAST)))),
                this,
                SellerPrice.class);
    }
}
