package io.tailrace.benchmarks;

import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;

/**
 * {@code CountKafkaStreams BOOTSTRAP TOPIC RECORDS STATE_DIR}: counts per key into a RocksDB store, at least once, default settings, two
 * threads. The time ends when every record is processed and the application is closed, which commits.
 */
public final class CountKafkaStreams {

    private CountKafkaStreams() {}

    public static void main(String[] args) throws InterruptedException {
        long records = Long.parseLong(args[2]);
        LongAdder seen = new LongAdder();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(args[1], Consumed.with(Serdes.Long(), Serdes.ByteArray()))
                .peek((key, value) -> seen.increment())
                .groupByKey()
                .count(Materialized.as("counts"));
        Properties config = new Properties();
        config.put("application.id", "count-" + System.nanoTime());
        config.put("bootstrap.servers", args[0]);
        config.put("state.dir", args[3]);
        config.put("num.stream.threads", "2");
        config.put("auto.offset.reset", "earliest");
        config.put("default.key.serde", Serdes.Long().getClass().getName());
        config.put("default.value.serde", Serdes.ByteArray().getClass().getName());
        long begun = System.nanoTime();
        try (KafkaStreams streams = new KafkaStreams(builder.build(), config)) {
            streams.start();
            while (seen.sum() < records) {
                Thread.sleep(5);
            }
        }
        System.out.println(records / ((System.nanoTime() - begun) / 1e9));
    }
}
