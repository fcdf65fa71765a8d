package io.tailrace.samples.nexmark.query;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;

/** Average winning price of a category in the last window in which an auction of it closed.
 *
 * <p>Windows slide by {@link QuerySettings#slide}, so the last one that any closing falls into holds just the closings of one slide: those are
 * averaged, and the latest slide of the category counts. */
final class Query4 implements Query {

    /** Sum and number of prices. */
    public record Average(long count, long total) {
        long rounded() {
            return Math.round((double) total / count);
        }
    }

    /** The closings of one slide. */
    public record Slide(long number, Average average) {}

    /** The result. */
    public record CategoryPrice(long category, long price) {}

    @Override
    public String name() {
        return "q4";
    }

    @Override
    public boolean updates() {
        return true;
    }

    @Override
    public void build(StreamsBuilder builder, QuerySettings settings) {
        long slideMs = settings.slide().toMillis();
        KTable<String, Average> slides = WinningBids.of(Site.events(builder), settings)
                .groupBy(
                        (id, winner) -> new KeyValue<>(
                                winner.auction().category() + "@"
                                        + winner.auction().expiresMs() / slideMs,
                                winner.bid().price()),
                        Grouped.with(Serdes.String(), Serdes.Long()))
                .aggregate(
                        () -> new Average(0, 0),
                        (slide, price, average) -> new Average(average.count() + 1, average.total() + price),
                        (slide, price, average) -> new Average(average.count() - 1, average.total() - price),
                        Materialized.with(Serdes.String(), Site.json(Average.class)));
        KTable<String, Slide> latest = slides.groupBy(
                        (slide, average) -> {
                            int at = slide.indexOf('@');
                            long number = Long.parseLong(slide.substring(at + 1));
                            return new KeyValue<>(slide.substring(0, at), new Slide(number, average));
                        },
                        Grouped.with(Serdes.String(), Site.json(Slide.class)))
                .aggregate(
                        () -> new Slide(Long.MIN_VALUE, new Average(0, 0)),
                        (category, slide, last) ->
                                slide.average().count() > 0 && slide.number() >= last.number() ? slide : last,
                        (category, slide, last) -> last,
                        Materialized.with(Serdes.String(), Site.json(Slide.class)));
        Site.write(
                latest.toStream()
                        .mapValues((category, slide) -> new CategoryPrice(
                                Long.parseLong(category), slide.average().rounded())),
                this,
                CategoryPrice.class);
    }
}
