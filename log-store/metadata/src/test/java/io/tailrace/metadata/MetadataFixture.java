package io.tailrace.metadata;

import io.netty.buffer.Unpooled;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.MetadataCommand.CreateTopics;
import io.tailrace.metadata.MetadataCommand.RegisterBroker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A quorum of one without a disk: decides, encodes, decodes, applies. */
final class MetadataFixture {

    static final ConfigDef TOPIC_KEYS = new ConfigDef()
            .define("retention.ms", ConfigDef.Type.LONG, 604_800_000L, ConfigDef.Importance.MEDIUM, "How long.")
            .define("cleanup.policy", ConfigDef.Type.LIST, "delete", ConfigDef.Importance.MEDIUM, "What.");
    static final ConfigDef BROKER_KEYS = new ConfigDef()
            .define("log.dirs", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Required, but not here.")
            .define("num.partitions", ConfigDef.Type.INT, 1, ConfigDef.Importance.MEDIUM, "How many.");

    private int ids;
    private final MetadataStateMachine machine = new MetadataStateMachine(
            new MetadataDefaults(3, (short) 1),
            ConfigValidator.of(Map.of(ConfigResource.Type.TOPIC, TOPIC_KEYS, ConfigResource.Type.BROKER, BROKER_KEYS)),
            () -> new UUID(7, ++ids));
    private final List<MetadataRecord> log = new ArrayList<>();
    private MetadataImage image = MetadataImage.empty();

    static MetadataFixture withBrokers(int count) {
        MetadataFixture fixture = new MetadataFixture();
        for (int id = 0; id < count; id++) {
            fixture.submit(broker(id, 1, null));
        }
        return fixture;
    }

    static RegisterBroker broker(int id, int incarnation, @Nullable String rack) {
        Endpoint endpoint = new Endpoint("PLAINTEXT", "localhost", 9092 + id, (short) 0);
        return new RegisterBroker(id, new UUID(id, incarnation), List.of(endpoint), rack);
    }

    <R> R submit(MetadataCommand<R> command) {
        MetadataDecision<R> decision = machine.decide(image, command);
        List<MetadataRecord> stored = decision.records().stream()
                .map(record -> MetadataRecordCodec.decode(Unpooled.wrappedBuffer(MetadataRecordCodec.encode(record))))
                .toList();
        log.addAll(stored);
        image = image.applyAll(stored);
        return decision.result();
    }

    CreateTopicResult create(NewTopic topic) {
        return submit(new CreateTopics(List.of(topic), false)).get(0);
    }

    CreateTopicResult create(String name, int partitions, int replicationFactor) {
        return create(topic(name, partitions, replicationFactor));
    }

    static NewTopic topic(String name, int partitions, int replicationFactor) {
        return new NewTopic(name, partitions, (short) replicationFactor, Map.of(), Map.of());
    }

    static NewTopic assigned(String name, Map<Integer, List<Integer>> assignments) {
        return new NewTopic(name, -1, (short) -1, assignments, Map.of());
    }

    static NewTopic configured(String name, String key, @Nullable String value) {
        Map<String, @Nullable String> configs = new HashMap<>();
        configs.put(key, value);
        return new NewTopic(name, 1, (short) 1, Map.of(), configs);
    }

    MetadataImage image() {
        return image;
    }

    List<MetadataRecord> log() {
        return log;
    }
}
