package io.tailrace.streams.oracle;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.Topology;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.Produced;
import io.tailrace.streams.kstream.StreamJoined;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import io.tailrace.streams.state.Stores;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Joins, to run on both implementations like {@link TwinPrograms}.
 *
 * <p><b>Threads:</b> the test's thread.
 */
public final class JoinPrograms {
    private static final Map<String, Consumer<StreamsBuilder>> PROGRAMS = new LinkedHashMap<>();
    private static final Duration SIZE = Duration.ofMillis(30);
    private static final Duration GRACE = Duration.ofMillis(50);
    private static final JoinWindows NEAR = JoinWindows.ofTimeDifferenceAndGrace(SIZE, GRACE);
    private static final JoinWindows STRICT = JoinWindows.ofTimeDifferenceWithNoGrace(SIZE);

    private JoinPrograms() {}

    static {
        addStreamJoins(PROGRAMS);
    }

    public static List<String> names() {
        return List.copyOf(PROGRAMS.keySet());
    }

    private static Topology topology(String name) {
        StreamsBuilder builder = new StreamsBuilder();
        PROGRAMS.get(name).accept(builder);
        return builder.build();
    }

    public static String describe(String name) {
        return topology(name).describe().toString();
    }

    public static List<String> run(String name, List<Object[]> inputs, Map<String, String> configs) {
        return TwinPrograms.run(topology(name), inputs, configs);
    }

    private static KStream<String, String> a(StreamsBuilder builder) {
        return builder.stream("a", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static KStream<String, String> b(StreamsBuilder builder) {
        return builder.stream("b", Consumed.with(Serdes.String(), Serdes.String()));
    }

    private static StreamJoined<String, String, String> strings() {
        return StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String());
    }

    private static void out(KStream<String, String> stream) {
        stream.to("out", Produced.with(Serdes.String(), Serdes.String()));
    }

    private static String pair(String one, String two) {
        return one + "/" + two;
    }

    private static KStream<String, String> byValue(KStream<String, String> stream) {
        return stream.map((k, v) -> KeyValue.pair(v == null ? k : v.substring(0, 1), v));
    }

    private static void addStreamJoins(Map<String, Consumer<StreamsBuilder>> programs) {
        programs.put("streams-join", b -> out(a(b).join(b(b), JoinPrograms::pair, NEAR)));
        programs.put("streams-join-key", b -> out(a(b).join(b(b), (k, v, w) -> k + v + w, STRICT, strings())));
        programs.put("streams-leftJoin", b -> out(a(b).leftJoin(b(b), JoinPrograms::pair, NEAR, strings())));
        programs.put("streams-leftJoin-strict", b -> out(a(b).leftJoin(b(b), JoinPrograms::pair, STRICT)));
        programs.put("streams-outerJoin", b -> out(a(b).outerJoin(b(b), JoinPrograms::pair, NEAR)));
        programs.put(
                "streams-outerJoin-strict",
                b -> out(a(b).outerJoin(b(b), (k, v, w) -> k + v + w, STRICT, strings())));
        programs.put(
                "streams-join-before",
                b -> out(a(b).join(b(b), JoinPrograms::pair, NEAR.before(Duration.ofMillis(70)))));
        programs.put(
                "streams-outerJoin-after",
                b -> out(a(b).outerJoin(
                                b(b),
                                JoinPrograms::pair,
                                NEAR.before(Duration.ZERO).after(Duration.ofMillis(60)),
                                strings())));
        programs.put(
                "streams-leftJoin-later-only",
                b -> out(a(b).leftJoin(
                                b(b),
                                JoinPrograms::pair,
                                NEAR.before(Duration.ofMillis(-5)).after(Duration.ofMillis(60)),
                                strings())));
        programs.put(
                "streams-outerJoin-named",
                b -> out(a(b).outerJoin(
                                b(b), JoinPrograms::pair, NEAR, strings().withName("near").withStoreName("kept"))));
        programs.put(
                "streams-leftJoin-named",
                b -> out(a(b).leftJoin(
                                b(b), JoinPrograms::pair, NEAR, strings().withName("near").withStoreName("kept"))));
        programs.put(
                "streams-join-store-named",
                b -> out(a(b).join(b(b), JoinPrograms::pair, NEAR, StreamJoined.as("kept"))));
        programs.put(
                "streams-outerJoin-not-logged",
                b -> out(a(b).outerJoin(
                                b(b), JoinPrograms::pair, NEAR, strings().withLoggingDisabled())));
        programs.put(
                "streams-outerJoin-suppliers",
                b -> out(a(b).outerJoin(
                                b(b),
                                JoinPrograms::pair,
                                NEAR,
                                strings()
                                        .withThisStoreSupplier(Stores.inMemoryWindowStore(
                                                "mine",
                                                Duration.ofMillis(110),
                                                Duration.ofMillis(60),
                                                true))
                                        .withOtherStoreSupplier(Stores.persistentWindowStore(
                                                "theirs",
                                                Duration.ofMillis(110),
                                                Duration.ofMillis(60),
                                                true)))));
        programs.put(
                "streams-outerJoin-rocksdb",
                b -> out(a(b).outerJoin(
                                b(b),
                                JoinPrograms::pair,
                                NEAR,
                                strings().withDslStoreSuppliers(BuiltInDslStoreSuppliers.ROCKS_DB))));
        programs.put(
                "streams-join-regrouped",
                b -> out(byValue(a(b)).join(byValue(b(b)), JoinPrograms::pair, NEAR, strings())));
        programs.put(
                "streams-leftJoin-regrouped-named",
                b -> out(byValue(a(b)).leftJoin(b(b), JoinPrograms::pair, NEAR, strings().withName("lj"))));
        programs.put(
                "streams-outerJoin-regrouped",
                b -> out(a(b).selectKey((k, v) -> v)
                        .outerJoin(byValue(b(b)), JoinPrograms::pair, NEAR, strings())));
        programs.put("streams-two-joins-of-regrouped", b -> {
            KStream<String, String> regrouped = byValue(a(b));
            out(regrouped.join(b(b), JoinPrograms::pair, NEAR, strings()));
            out(regrouped.leftJoin(b(b), (v, w) -> v + "&" + w, STRICT, strings()));
        });
        programs.put(
                "streams-join-of-joins",
                b -> out(a(b).leftJoin(b(b), JoinPrograms::pair, NEAR, strings())
                        .outerJoin(b(b), JoinPrograms::pair, NEAR, strings())));
        programs.put("streams-self-join", b -> {
            KStream<String, String> stream = a(b);
            out(stream.join(stream, JoinPrograms::pair, NEAR, strings()));
        });
        programs.put("streams-join-of-same-topic", b -> out(a(b).join(a(b), JoinPrograms::pair, NEAR, strings())));
    }
}
