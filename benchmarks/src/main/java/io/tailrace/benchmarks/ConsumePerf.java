package io.tailrace.benchmarks;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code ConsumePerf BOOTSTRAP TOPIC RECORDS SIZE}: as Kafka's ConsumerPerformance, with the own consumer. */
public final class ConsumePerf {

    private ConsumePerf() {}

    public static void main(String[] args) {
        long records = Long.parseLong(args[2]);
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                args[0],
                "group.id",
                "perf-" + System.nanoTime(),
                "auto.offset.reset",
                "earliest",
                "receive.buffer.bytes",
                2 * 1024 * 1024,
                "max.partition.fetch.bytes",
                1024 * 1024);
        try (TailraceConsumer<byte[], byte[]> consumer =
                new TailraceConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(args[1]));
            long begun = System.nanoTime();
            long seen = 0;
            long bytes = 0;
            while (seen < records) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    seen++;
                    bytes += record.value().length;
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.err.println(bytes + " bytes");
            System.out.println(seen / seconds);
        }
    }
}
