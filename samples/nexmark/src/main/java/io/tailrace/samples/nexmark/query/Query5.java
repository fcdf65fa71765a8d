package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.Windowed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hot items: in each hopping window, the auctions with the most bids. Counts that change take back what they said before. */
final class Query5 implements Query {

    /** How many bids an auction has in a window. */
    public record AuctionCount(long auction, long count) {}

    /** The counts of all auctions of a window. */
    public record BidCounts(Map<Long, Long> byAuction) {

        BidCounts with(AuctionCount added) {
            Map<Long, Long> next = new TreeMap<>(byAuction);
            next.put(added.auction(), added.count());
            return new BidCounts(next);
        }

        BidCounts without(AuctionCount removed) {
            Map<Long, Long> next = new TreeMap<>(byAuction);
            next.remove(removed.auction(), removed.count());
            return new BidCounts(next);
        }

        HotItems hottest() {
            long most =
                    byAuction.values().stream().mapToLong(count -> count).max().orElse(0);
            List<Long> auctions = byAuction.entrySet().stream()
                    .filter(entry -> entry.getValue() == most)
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            return new HotItems(auctions, most);
        }
    }

    /** The result. */
    public record HotItems(List<Long> auctions, long count) {}

    @Override
    public String name() {
        return "q5";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        KTable<Windowed<Long>, Long> counts = Site.bids(builder)
                .groupBy((key, bid) -> bid.auction(), Grouped.with(Serdes.Long(), Site.json(Bid.class)))
                .windowedBy(TimeWindows.ofSizeAndGrace(settings.window(), settings.grace())
                        .advanceBy(settings.slide()))
                .count(Materialized.with(Serdes.Long(), Serdes.Long()));
        KTable<String, BidCounts> windows = counts.groupBy(
                        (key, count) ->
                                new KeyValue<>(Long.toString(key.window().end()), new AuctionCount(key.key(), count)),
                        Grouped.with(Serdes.String(), Site.json(AuctionCount.class)))
                .aggregate(
                        () -> new BidCounts(Map.of()),
                        (window, added, all) -> all.with(added),
                        (window, removed, all) -> all.without(removed),
                        Materialized.with(Serdes.String(), Site.json(BidCounts.class)));
        Site.write(windows.toStream().mapValues(BidCounts::hottest), this, HotItems.class);
    }
}
