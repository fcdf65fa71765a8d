package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import java.util.List;
import java.util.function.Function;

/**
 * Bids, distinct bidders and distinct auctions of a group, in all and by price band.
 *
 * <p>Distinct ids are counted without a set in any one value: a first table holds, for each id of a group, in which bands it was seen; a second
 * counts its rows and takes back what a row said before.
 */
final class BidStatistics {

    /** A total and its parts by band. */
    public record Counts(long total, long band1, long band2, long band3) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        /** @param bands bit 0 to 2 for each band */
        Counts plus(int bands, int sign) {
            return new Counts(
                    total + sign,
                    band1 + ((bands & 1) != 0 ? sign : 0),
                    band2 + ((bands & 2) != 0 ? sign : 0),
                    band3 + ((bands & 4) != 0 ? sign : 0));
        }
    }

    /** Distinct ids of a group. */
    public record Distinct(Counts bidders, Counts auctions) {}

    /** @param lastMs time of the latest bid */
    public record Bids(Counts counts, long lastMs) {}

    /** All of a group. */
    public record Statistics(Bids bids, Distinct distinct) {}

    private BidStatistics() {}

    static KTable<String, Statistics> by(Function<Bid, String> group, KStream<byte[], Bid> bids) {
        KStream<String, Bid> grouped = bids.selectKey((key, bid) -> group.apply(bid));
        KTable<String, Bids> counts = grouped.groupByKey(Grouped.with(Serdes.String(), Site.json(Bid.class)))
                .aggregate(
                        () -> new Bids(Counts.NONE, Long.MIN_VALUE),
                        (key, bid, sum) -> new Bids(
                                sum.counts().plus(1 << PriceBand.of(bid.price()), 1),
                                Math.max(sum.lastMs(), bid.dateTimeMs())),
                        Materialized.with(Serdes.String(), Site.json(Bids.class)));
        return counts.join(
                distinct(grouped), Statistics::new, Materialized.with(Serdes.String(), Site.json(Statistics.class)));
    }

    private static KTable<String, Distinct> distinct(KStream<String, Bid> grouped) {
        KTable<String, Integer> bandsOfIds = grouped.flatMap((key, bid) -> {
                    int band = 1 << PriceBand.of(bid.price());
                    return List.of(
                            new KeyValue<>(key + "|b" + bid.bidder(), band),
                            new KeyValue<>(key + "|a" + bid.auction(), band));
                })
                .groupByKey(Grouped.with(Serdes.String(), Serdes.Integer()))
                .reduce((seen, band) -> seen | band, Materialized.with(Serdes.String(), Serdes.Integer()));
        return bandsOfIds
                .groupBy(
                        (id, bands) -> {
                            int at = id.lastIndexOf('|');
                            return new KeyValue<>(id.substring(0, at), id.charAt(at + 1) + Integer.toString(bands));
                        },
                        Grouped.with(Serdes.String(), Serdes.String()))
                .aggregate(
                        () -> new Distinct(Counts.NONE, Counts.NONE),
                        (key, seen, sum) -> add(sum, seen, 1),
                        (key, seen, sum) -> add(sum, seen, -1),
                        Materialized.with(Serdes.String(), Site.json(Distinct.class)));
    }

    private static Distinct add(Distinct sum, String seen, int sign) {
        int bands = Integer.parseInt(seen.substring(1));
        return seen.charAt(0) == 'b'
                ? new Distinct(sum.bidders().plus(bands, sign), sum.auctions())
                : new Distinct(sum.bidders(), sum.auctions().plus(bands, sign));
    }
}
