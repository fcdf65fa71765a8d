package io.tailrace.streams.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.CogroupedKStream;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.Suppressed.BufferConfig;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.VersionedKeyValueStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tables: the latest value of each key; and aggregations, which make tables of streams. */
final class TablesChapterTest extends GuideChapter {
    @Test
    void shouldFollowTopic() {
        // snippet:table
        KTable<String, String> prices = builder.table("prices");
        prices.filter((fruit, price) -> price.length() > 1)
                .mapValues(price -> price + " cents")
                .toStream()
                .to("expensive");
        // end
        // picture:table
        play("""
                prices apple=50@0    -> expensive apple=50 cents@0
                prices apple=5@1     -> expensive apple=null@1
                prices apple=null@2  -> expensive apple=null@2
                """);
    }

    @Test
    void shouldMakeTableOfStream() {
        // snippet:to-table
        KStream<String, String> words = builder.stream("words");
        KTable<String, String> latest = words.toTable(Materialized.as("latest"));
        latest.toStream().to("out");
        // end
        // picture:to-table
        play("""
                words a=hi@0     -> out a=hi@0
                words a=hello@1  -> out a=hello@1
                words a=late@0   -> out a=late@0
                words a=null@2   -> out a=null@2
                words a=hello@3  -> out a=hello@3
                """);
        assertThat(driver().getKeyValueStore("latest").get("a")).isEqualTo("hello");
    }

    @Test
    void shouldCount() {
        // snippet:count
        KStream<String, String> words = builder.stream("words");
        words.groupBy((key, word) -> word)
                .count(Materialized.as("counts"))
                .toStream()
                .to("out", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:count
        play("""
                words a=hi@0  -> out hi=1@0
                words b=hi@5  -> out hi=2@5
                words c=yo@3  -> out yo=1@3
                """);
    }

    @Test
    void shouldReduce() {
        // snippet:reduce
        KStream<String, String> words = builder.stream("words");
        words.groupByKey()
                .reduce((longest, word) -> word.length() > longest.length() ? word : longest)
                .toStream()
                .to("longest");
        // end
        // picture:reduce
        play("""
                words a=hi@0     -> longest a=hi@0
                words a=hello@9  -> longest a=hello@9
                words a=yo@5     -> longest a=hello@9
                """);
    }

    @Test
    void shouldAggregate() {
        // snippet:aggregate
        KStream<String, String> words = builder.stream("words");
        words.groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
                .aggregate(
                        () -> 0L,
                        (key, word, letters) -> letters + word.length(),
                        Materialized.with(Serdes.String(), Serdes.Long()))
                .toStream()
                .to("letters", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:aggregate
        play("""
                words a=hi@0     -> letters a=2@0
                words a=hello@1  -> letters a=7@1
                words a=null@2
                words null=hi@3
                """);
    }

    @Test
    void shouldRegroupTable() {
        // snippet:table-group
        KTable<String, String> cityOfUser = builder.table("users");
        cityOfUser
                .groupBy((user, city) -> KeyValue.pair(city, user))
                .count()
                .toStream()
                .to("users-per-city", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:table-group
        play("""
                users ann=Rome@0  -> users-per-city Rome=1@0
                users bob=Rome@1  -> users-per-city Rome=2@1
                users ann=Oslo@2  -> users-per-city Rome=1@2
                                  -> users-per-city Oslo=1@2
                users bob=null@3  -> users-per-city Rome=0@3
                """);
    }

    @Test
    void shouldAggregateTable() {
        // snippet:table-aggregate
        KTable<String, String> cityOfUser = builder.table("users");
        cityOfUser
                .groupBy((user, city) -> KeyValue.pair(city, user))
                .aggregate(
                        () -> "",
                        (city, user, users) -> users + user + ";",
                        (city, user, users) -> users.replace(user + ";", ""),
                        Materialized.as("residents"))
                .toStream()
                .to("residents");
        // end
        // picture:table-aggregate
        play("""
                users ann=Rome@0  -> residents Rome=ann;@0
                users bob=Rome@1  -> residents Rome=ann;bob;@1
                users ann=Oslo@2  -> residents Rome=bob;@2
                                  -> residents Oslo=ann;@2
                """);
    }

    @Test
    void shouldReduceTable() {
        // snippet:table-reduce
        KTable<String, Long> stockOfShelf = builder.<String, String>table("shelves")
                .mapValues(stock -> Long.parseLong(stock), Materialized.with(Serdes.String(), Serdes.Long()));
        stockOfShelf
                .groupBy((shelf, stock) -> KeyValue.pair("total", stock), Grouped.with(Serdes.String(), Serdes.Long()))
                .reduce(Long::sum, (total, old) -> total - old)
                .toStream()
                .to("stock", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:table-reduce
        play("""
                shelves s1=5@0  -> stock total=5@0
                shelves s2=7@1  -> stock total=12@1
                shelves s1=1@2  -> stock total=8@2
                """);
    }

    @Test
    void shouldCogroup() {
        // snippet:cogroup
        KGroupedStream<String, String> clicks =
                builder.<String, String>stream("clicks").groupByKey();
        KGroupedStream<String, String> buys =
                builder.<String, String>stream("buys").groupByKey();
        CogroupedKStream<String, String> activity =
                clicks.<String>cogroup((user, page, all) -> all + "c").cogroup(buys, (user, item, all) -> all + "B");
        activity.aggregate(() -> "").toStream().to("activity");
        // end
        // picture:cogroup
        play("""
                clicks ann=home@0  -> activity ann=c@0
                buys   ann=pear@1  -> activity ann=cB@1
                clicks ann=home@2  -> activity ann=cBc@2
                """);
    }

    @Test
    void shouldExpireRows() {
        // snippet:ttl
        builder.table(
                        "visits",
                        Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("recent")
                                .withTtl(Duration.ofMillis(100)))
                .toStream()
                .to("out");
        // end
        // picture:ttl
        play("""
                visits ann=home@0   -> out ann=home@0
                visits bob=home@50  -> out bob=home@50
                visits bob=cart@60  -> out bob=cart@60
                visits bob=pay@100  -> out bob=pay@100
                                    -> out ann=null@100
                """);
    }

    @Test
    void shouldKeepHistory() {
        // snippet:versioned
        builder.table(
                "prices",
                Materialized.<String, String>as(
                        Stores.persistentVersionedKeyValueStore("history", Duration.ofMinutes(10))));
        // end
        // picture:versioned
        play("""
                prices apple=50@0
                prices apple=60@100
                prices apple=55@40
                """);
        VersionedKeyValueStore<String, String> history = driver().getVersionedKeyValueStore("history");
        assertThat(history.get("apple", 39).value()).isEqualTo("50");
        assertThat(history.get("apple", 99).value()).isEqualTo("55");
        assertThat(history.get("apple").value()).isEqualTo("60");
    }

    @Test
    void shouldLimitRate() {
        // snippet:suppress-time
        KTable<String, String> prices = builder.table("prices");
        prices.suppress(Suppressed.untilTimeLimit(Duration.ofMillis(50), BufferConfig.maxRecords(1_000)))
                .toStream()
                .to("calm");
        // end
        // picture:suppress-time
        play("""
                prices apple=50@0
                prices apple=51@10
                prices apple=52@49
                prices pear=70@50   -> calm apple=52@49
                """);
    }

    @Test
    void shouldSpill() {
        // snippet:suppress-spill
        KTable<String, String> prices = builder.table("prices");
        prices.suppress(Suppressed.untilTimeLimit(
                        Duration.ofMillis(50),
                        BufferConfig.unbounded().withMaxRecords(1).spillToDiskWhenFull()))
                .toStream()
                .to("calm");
        // end
        // picture:suppress-spill
        play("""
                prices apple=50@0
                prices pear=70@1
                prices plum=30@60  -> calm apple=50@0
                                   -> calm pear=70@1
                """);
    }

    @Test
    void shouldEmitEarly() {
        // snippet:suppress-early
        KTable<String, String> prices = builder.table("prices");
        prices.suppress(Suppressed.untilTimeLimit(Duration.ofMillis(50), BufferConfig.maxRecords(1)))
                .toStream()
                .to("calm");
        // end
        // picture:suppress-early
        play("""
                prices apple=50@0
                prices pear=70@1   -> calm apple=50@0
                """);
    }
}
