package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.state.WindowStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stores that an application wrote may leave out what is optional. */
class ForwardOnlyStoreTest {

    /** Makes stores that cannot be read backwards, and counts how often that is tried. */
    private record ForwardOnly(WindowBytesStoreSupplier kept, AtomicInteger tries) implements WindowBytesStoreSupplier {
        @Override
        @SuppressWarnings("unchecked") // the proxy passes everything on to such a store
        public WindowStore<Bytes, byte[]> get() {
            WindowStore<Bytes, byte[]> store = kept.get();
            return (WindowStore<Bytes, byte[]>) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {WindowStore.class}, (proxy, method, arguments) -> {
                        if (method.getName().startsWith("backward")) {
                            tries.incrementAndGet();
                            throw new UnsupportedOperationException(method.getName());
                        }
                        try {
                            return method.invoke(store, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public String name() {
            return kept.name();
        }

        @Override
        public String metricsScope() {
            return kept.metricsScope();
        }

        @Override
        public long segmentIntervalMs() {
            return kept.segmentIntervalMs();
        }

        @Override
        public long windowSize() {
            return kept.windowSize();
        }

        @Override
        public boolean retainDuplicates() {
            return kept.retainDuplicates();
        }

        @Override
        public long retentionPeriod() {
            return kept.retentionPeriod();
        }
    }

    private static List<String> slide(WindowBytesStoreSupplier supplier) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .groupByKey()
                .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(10), Duration.ofMillis(50)))
                .reduce((one, two) -> one + two, Materialized.as(supplier));
        List<String> windows = new ArrayList<>();
        Properties config = new Properties();
        config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            TestInputTopic<String, String> input =
                    driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
            long[] times = {30, 35, 33, 41, 36, 36, 55, 44, 3, 8};
            for (int i = 0; i < times.length; i++) {
                input.pipeInput("k", Character.toString('a' + i), times[i]);
            }
            WindowStore<String, String> store = driver.getWindowStore("windows");
            try (KeyValueIterator<?, String> all = store.fetchAll(Instant.ofEpochMilli(0), Instant.ofEpochMilli(100))) {
                all.forEachRemaining(window -> windows.add(window.toString()));
            }
        }
        return windows;
    }

    @Test
    void shouldSlideOverAStoreThatCannotBeReadBackwards() {
        WindowBytesStoreSupplier ours =
                Stores.inMemoryWindowStore("windows", Duration.ofMillis(200), Duration.ofMillis(10), false);
        AtomicInteger tries = new AtomicInteger();
        List<String> expected = slide(ours);
        assertThat(expected).hasSizeGreaterThan(9);
        assertThat(slide(new ForwardOnly(ours, tries))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(tries).as("it is not tried again").hasValue(1);
    }
}
