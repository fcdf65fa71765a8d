package io.tailrace.benchmarks.driver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.WindowedSerdes;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.DslStoreSuppliers;
import org.jspecify.annotations.Nullable;

/**
 * {@code KafkaTopologies TOPOLOGY STORES SECONDS FOLDER}: runs one topology in Kafka's test driver and prints a {@link DriverSample}. The
 * other system's class differs in its imports alone.
 */
public final class KafkaTopologies implements TopologyUnderTest {

    private final TopologyTestDriver driver;
    private final TestInputTopic<Long, byte[]> input;
    private final @Nullable TestInputTopic<Long, byte[]> table;

    private KafkaTopologies(String topology, String stores, Path folder) {
        DslStoreSuppliers suppliers = stores.equals("memory")
                ? new BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers()
                : new BuiltInDslStoreSuppliers.RocksDBDslStoreSuppliers();
        Properties config = new Properties();
        config.put("application.id", "driver-benchmark");
        config.put("bootstrap.servers", "nowhere:0");
        config.put("state.dir", folder.toString());
        driver = new TopologyTestDriver(topology(topology, suppliers), config);
        input = driver.createInputTopic("input", new LongSerializer(), new ByteArraySerializer());
        table = !topology.equals("join")
                ? null
                : driver.createInputTopic("table", new LongSerializer(), new ByteArraySerializer());
    }

    public static void main(String[] args) {
        try (TopologyUnderTest topology = new KafkaTopologies(args[0], args[1], Path.of(args[3]))) {
            System.out.println(
                    DriverLoop.run(topology, Double.parseDouble(args[2])).encode());
        }
    }

    private static Topology topology(String name, DslStoreSuppliers suppliers) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<Long, byte[]> records = builder.stream("input", Consumed.with(Serdes.Long(), Serdes.ByteArray()));
        switch (name) {
            case "stateless" ->
                records.filter((key, value) -> value[0] >= 0)
                        .mapValues(value -> (long) value.length)
                        .to("output", Produced.with(Serdes.Long(), Serdes.Long()));
            case "count" ->
                records.groupByKey()
                        .count(Materialized.as(suppliers))
                        .toStream()
                        .to("output", Produced.with(Serdes.Long(), Serdes.Long()));
            case "windowed-count" ->
                records.groupByKey()
                        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMillis(WINDOW_MS)))
                        .count(Materialized.as(suppliers))
                        .toStream()
                        .to(
                                "output",
                                Produced.with(
                                        WindowedSerdes.timeWindowedSerdeFrom(Long.class, WINDOW_MS), Serdes.Long()));
            case "join" ->
                records.join(
                                builder.table(
                                        "table",
                                        Consumed.with(Serdes.Long(), Serdes.ByteArray()),
                                        Materialized.as(suppliers)),
                                (left, right) -> right)
                        .to("output", Produced.with(Serdes.Long(), Serdes.ByteArray()));
            default -> throw new IllegalArgumentException("expected a topology's name, actual " + name);
        }
        return builder.build();
    }

    @Override
    public void prepare() {
        if (table == null) {
            return;
        }
        for (long key = 0; key < KEYS; key++) {
            table.pipeInput(key, new byte[VALUE_BYTES], 0);
        }
    }

    @Override
    public void pipe(long key, byte[] value, long timestampMs) {
        input.pipeInput(key, value, timestampMs);
    }

    @Override
    public long drain() {
        long records = 0;
        for (String topic : new TreeSet<>(driver.producedTopicNames())) {
            records += driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .size();
        }
        return records;
    }

    @Override
    public void close() {
        driver.close();
    }
}
