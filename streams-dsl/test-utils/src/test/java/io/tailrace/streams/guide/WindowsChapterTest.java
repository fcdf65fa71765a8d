package io.tailrace.streams.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.KGroupedStream;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.Suppressed.BufferConfig;
import io.tailrace.streams.kstream.TimeWindows;
import io.tailrace.streams.kstream.UnlimitedWindows;
import io.tailrace.streams.state.WindowStore;
import io.tailrace.streams.state.WindowStoreIterator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows: an aggregation per key and stretch of time. */
final class WindowsChapterTest extends GuideChapter {
    @Test
    void shouldTumble() {
        // snippet:tumbling
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey()
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(10)))
                .count()
                .toStream((window, count) -> window.toString())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:tumbling
        play("""
                clicks a=x@1   -> counts [a@0/10]=1@1
                clicks a=x@9   -> counts [a@0/10]=2@9
                clicks a=x@10  -> counts [a@10/20]=1@10
                """);
    }

    @Test
    void shouldFetchWindows() {
        // snippet:window-store
        KStream<String, String> bids = builder.stream("bids");
        bids.groupByKey()
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(10)))
                .reduce(
                        (first, next) -> first + "," + next,
                        Materialized.<String, String, WindowStore<Bytes, byte[]>>as("bids-by-window")
                                .withRetention(Duration.ofMinutes(5)));
        // end
        // picture:window-store
        play("""
                bids a=3@1
                bids a=4@2
                bids a=9@11
                """);
        // snippet:window-fetch
        WindowStore<String, String> store = driver().getWindowStore("bids-by-window");
        List<String> found = new ArrayList<>();
        try (WindowStoreIterator<String> windows =
                store.fetch("a", Instant.ofEpochMilli(0), Instant.ofEpochMilli(10))) {
            windows.forEachRemaining(window -> found.add(window.key + ":" + window.value));
        }
        assertThat(found).containsExactly("0:3,4", "10:9");
        // end
    }

    @Test
    void shouldHop() {
        // snippet:hopping
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey()
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(10)).advanceBy(Duration.ofMillis(5)))
                .count()
                .toStream((window, count) -> window.toString())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:hopping
        play("""
                clicks a=x@7   -> counts [a@0/10]=1@7
                               -> counts [a@5/15]=1@7
                clicks a=x@12  -> counts [a@5/15]=2@12
                               -> counts [a@10/20]=1@12
                """);
    }

    @Test
    void shouldSlide() {
        // snippet:sliding
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey()
                .windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(Duration.ofMillis(10)))
                .count()
                .toStream((window, count) -> window.toString())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:sliding
        play("""
                clicks a=x@20  -> counts [a@10/20]=1@20
                clicks a=x@26  -> counts [a@21/31]=1@26
                               -> counts [a@16/26]=2@26
                clicks a=x@40  -> counts [a@30/40]=1@40
                """);
    }

    @Test
    void shouldFormSessions() {
        // snippet:session
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey()
                .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(10), Duration.ofMillis(50)))
                .count()
                .toStream((window, count) -> window.toString())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:session
        play("""
                clicks a=x@0   -> counts [a@0/0]=1@0
                clicks a=x@8   -> counts [a@0/0]=null@0
                               -> counts [a@0/8]=2@8
                clicks a=x@26  -> counts [a@26/26]=1@26
                clicks a=x@17  -> counts [a@0/8]=null@8
                               -> counts [a@26/26]=null@26
                               -> counts [a@0/26]=4@26
                """);
    }

    @Test
    void shouldMergeSessions() {
        // snippet:session-aggregate
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey()
                .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(10), Duration.ofMillis(50)))
                .aggregate(() -> "", (user, page, path) -> path + page, (user, earlier, later) -> earlier + later)
                .toStream((window, path) -> window.toString())
                .to("paths");
        // end
        // picture:session-aggregate
        play("""
                clicks a=x@0   -> paths [a@0/0]=x@0
                clicks a=z@16  -> paths [a@16/16]=z@16
                clicks a=y@8   -> paths [a@0/0]=null@0
                               -> paths [a@16/16]=null@16
                               -> paths [a@0/16]=xzy@16
                """);
    }

    @Test
    void shouldStartAtTime() {
        // snippet:unlimited
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey()
                .windowedBy(UnlimitedWindows.of().startOn(Instant.ofEpochMilli(100)))
                .count()
                .toStream((window, count) ->
                        window.key() + " since " + window.window().start())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:unlimited
        play("""
                clicks a=x@99
                clicks a=x@100   -> counts a since 100=1@100
                clicks a=x@9000  -> counts a since 100=2@9000
                """);
    }

    @Test
    void shouldWaitForLateRecords() {
        // snippet:grace
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey()
                .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMillis(10), Duration.ofMillis(5)))
                .count()
                .toStream((window, count) -> window.toString())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:grace
        play("""
                clicks a=x@1   -> counts [a@0/10]=1@1
                clicks b=x@14  -> counts [b@10/20]=1@14
                clicks a=x@2   -> counts [a@0/10]=2@2
                clicks b=x@15  -> counts [b@10/20]=2@15
                clicks a=x@3
                """);
        assertThat(driver().droppedRecords()).isEqualTo(1);
    }

    @Test
    void shouldEmitOnClose() {
        // snippet:emit-on-close
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey()
                .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMillis(10), Duration.ofMillis(5)))
                .emitStrategy(EmitStrategy.onWindowClose())
                .count()
                .toStream((window, count) -> window.toString())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:emit-on-close
        play("""
                clicks a=x@1
                clicks a=x@2
                clock  +1000
                clicks b=x@14
                clock  +1000
                clicks b=x@15  -> counts [a@0/10]=2@2
                """);
    }

    @Test
    void shouldSuppressUntilClose() {
        // snippet:suppress-window
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(10)))
                .count()
                .filter((window, count) -> count > 1)
                .suppress(Suppressed.untilWindowCloses(
                        BufferConfig.unbounded().withMaxBytes(1_000_000).spillToDiskWhenFull()))
                .toStream((window, count) -> window.toString())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:suppress-window
        play("""
                clicks a=x@1
                clicks b=x@2
                clicks a=x@3
                clicks c=x@10
                """);
    }

    @Test
    void shouldSendLateRecords() {
        // snippet:late
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey()
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(10)))
                .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("counts")
                        .withLateRecordsTopic("too-late"))
                .toStream((window, count) -> window.toString())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:late
        play("""
                clicks a=x@1   -> counts [a@0/10]=1@1
                clicks a=x@10  -> counts [a@10/20]=1@10
                clicks a=y@2   -> too-late a=y@2
                """);
    }

    @Test
    void shouldCloseWindowsOfIdleSource() {
        // snippet:idle
        KStream<String, String> clicks = builder.stream(
                "clicks", Consumed.<String, String>with(null, null).withIdleTimeout(Duration.ofMillis(100)));
        clicks.groupByKey()
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(10)))
                .emitStrategy(EmitStrategy.onWindowClose())
                .count()
                .toStream((window, count) -> window.toString())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:idle
        play("""
                clicks a=x@1
                clock  +99
                clock  +1     -> counts [a@0/10]=1@1
                """);
    }

    @Test
    void shouldCloseWindowsOfAllIdleSources() {
        // snippet:idle-all
        config.put("source.idle.timeout.ms", "100");
        KStream<String, String> clicks = builder.stream("clicks");
        clicks.groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(10)))
                .count()
                .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()))
                .toStream((window, count) -> window.toString())
                .to("counts", Produced.valueSerde(Serdes.Long()));
        // end
        // picture:idle-all
        play("""
                clicks a=x@20
                clicks a=x@21
                clock  +100    -> counts [a@20/30]=2@21
                """);
    }

    @Test
    void shouldCogroupWindows() {
        // snippet:cogroup-window
        KGroupedStream<String, String> clicks =
                builder.<String, String>stream("clicks").groupByKey();
        KGroupedStream<String, String> buys =
                builder.<String, String>stream("buys").groupByKey();
        clicks.<String>cogroup((user, page, all) -> all + "c")
                .cogroup(buys, (user, item, all) -> all + "B")
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(10)))
                .aggregate(() -> "")
                .toStream((window, all) -> window.toString())
                .to("activity");
        // end
        // picture:cogroup-window
        play("""
                clicks ann=home@1   -> activity [ann@0/10]=c@1
                buys   ann=pear@9   -> activity [ann@0/10]=cB@9
                clicks ann=home@12  -> activity [ann@10/20]=c@12
                """);
    }
}
