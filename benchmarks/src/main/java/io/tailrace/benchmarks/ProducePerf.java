package io.tailrace.benchmarks;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.ByteArraySerializer;
import java.util.Map;
import java.util.SplittableRandom;

/** {@code ProducePerf BOOTSTRAP TOPIC RECORDS SIZE}: as Kafka's ProducerPerformance, with the own producer. */
public final class ProducePerf {

    private ProducePerf() {}

    public static void main(String[] args) {
        long records = Long.parseLong(args[2]);
        byte[] payload = new byte[Integer.parseInt(args[3])];
        SplittableRandom random = new SplittableRandom(0);
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (random.nextInt(26) + 65);
        }
        Map<String, Object> config =
                Map.of("bootstrap.servers", args[0], "acks", "all", "batch.size", 65536, "linger.ms", 5);
        try (TailraceProducer<byte[], byte[]> producer =
                new TailraceProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            long begun = System.nanoTime();
            for (long i = 0; i < records; i++) {
                var unused = producer.send(new ProducerRecord<>(args[1], payload), (metadata, failure) -> {
                    if (failure != null) {
                        failure.printStackTrace();
                        Runtime.getRuntime().halt(1);
                    }
                });
            }
            producer.flush();
            System.out.println(records / ((System.nanoTime() - begun) / 1e9));
        }
    }
}
