package io.tailrace.cli;

import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import io.tailrace.common.serialization.ByteArraySerializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** {@code EmbeddedStart DIR}: prints the seconds from opening a log store to the first record read back. */
final class EmbeddedStart {

    private EmbeddedStart() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        System.out.println(measure(args[0]));
    }

    static double measure(String directory) throws InterruptedException, ExecutionException {
        Map<String, Object> config = Map.of("bootstrap.servers", "embedded:" + directory);
        long begun = System.nanoTime();
        try (TailraceProducer<byte[], byte[]> producer =
                        new TailraceProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
                TailraceConsumer<byte[], byte[]> consumer =
                        new TailraceConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            producer.send(new ProducerRecord<>("first", new byte[] {1})).get();
            List<TopicPartition> partition = List.of(new TopicPartition("first", 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            boolean read;
            do {
                read = !consumer.poll(Duration.ofMillis(100)).isEmpty();
            } while (!read);
            return (System.nanoTime() - begun) / 1e9;
        }
    }
}
