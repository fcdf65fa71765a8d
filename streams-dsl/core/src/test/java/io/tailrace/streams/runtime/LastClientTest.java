package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whichever client of an embedded log store is the last: when its close returns the store is closed, so that its directory can be moved. */
final class LastClientTest {

    @TempDir
    Path directory;

    private Map<String, Object> config() {
        return Map.of("bootstrap.servers", "embedded:" + directory.resolve("log"));
    }

    private void assertClosed() {
        assertThat(directory.resolve("log/.kafka_cleanshutdown")).exists();
    }

    @Test
    void shouldCloseTheStoreWithAProducer() throws Exception {
        try (TailraceProducer<String, String> producer =
                new TailraceProducer<>(config(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("t", "a")).get();
        }
        assertClosed();
    }

    @Test
    void shouldCloseTheStoreWithAConsumer() {
        Map<String, Object> config = new HashMap<>(config());
        config.put("group.id", "g");
        try (TailraceConsumer<String, String> consumer =
                new TailraceConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("t"));
            consumer.poll(Duration.ofMillis(100));
        }
        assertClosed();
    }

    @Test
    void shouldCloseTheStoreWithAnAdmin() throws Exception {
        try (Admin admin = Admin.create(config())) {
            admin.listTopics().names().get();
        }
        assertClosed();
    }
}
