package io.tailrace.benchmarks;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.ByteArraySerializer;
import io.tailrace.common.serialization.LongSerializer;
import java.util.Map;

/** {@code FillCountInput BOOTSTRAP TOPIC RECORDS}: 8-byte keys, 10,000 of them, and 92-byte values. */
public final class FillCountInput {

    private FillCountInput() {}

    public static void main(String[] args) {
        byte[] value = new byte[92];
        try (TailraceProducer<Long, byte[]> producer = new TailraceProducer<>(
                Map.of("bootstrap.servers", args[0], "batch.size", 65536),
                new LongSerializer(),
                new ByteArraySerializer())) {
            long records = Long.parseLong(args[2]);
            for (long i = 0; i < records; i++) {
                var unused = producer.send(new ProducerRecord<>(
                        args[1], Long.remainderUnsigned((i + 1) * 0x9E3779B97F4A7C15L, 10_000), value));
            }
        }
    }
}
