package io.tailrace.clients.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.clients.CommonClientConfigs;
import io.tailrace.common.Node;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import io.tailrace.common.config.AbstractConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.testkit.KafkaBrokerFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The core against Apache Kafka, over TCP. */
final class BrokerClientKafkaTest {

    private static ClientSettings settings(String servers, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        ConfigDef definition = CommonKeys.addTo(new ConfigDef())
                .define("request.timeout.ms", ConfigDef.Type.INT, 30_000, ConfigDef.Importance.LOW, "Time-out.");
        return ClientSettings.from(new AbstractConfig(definition, config));
    }

    private static <T> T on(BrokerClient client, Supplier<CompletableFuture<T>> action)
            throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
        CompletableFuture<T> result = new CompletableFuture<>();
        client.scheduler()
                .execute(() -> Callbacks.on(action.get(), (value, failure) -> {
                    if (failure == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(failure);
                    }
                }));
        return result.get(60, TimeUnit.SECONDS);
    }

    @Test
    void shouldLearnTopicsNodesAndCoordinators() throws Exception {
        String servers = KafkaBrokerFixture.shared().bootstrapServers();
        try (BrokerClient client = BrokerClient.open(settings("127.0.0.1:1," + servers, Map.of()), Map.of())) {
            String topic = "core-metadata";

            ClusterSnapshot first = on(client, () -> client.metadata().refreshFor(List.of(topic)));
            assertThat(first.nodes()).hasSize(1);
            Awaitility.await()
                    .until(() -> on(client, () -> client.metadata().refresh()).partition(new TopicPartition(topic, 0))
                            != null);

            ClusterSnapshot snapshot = client.metadata().snapshot();
            assertThat(snapshot.topicId(topic)).isNotEqualTo(Uuid.ZERO_UUID);
            assertThat(snapshot.topicName(snapshot.topicId(topic))).isEqualTo(topic);
            assertThat(snapshot.toCluster().leaderFor(new TopicPartition(topic, 0)))
                    .isEqualTo(snapshot.node(1));
            Node coordinator = on(client, () -> client.coordinators().find(CoordinatorLookup.Type.GROUP, "some-group"));
            assertThat(coordinator.port()).isEqualTo(Integer.parseInt(servers.split(":", 2)[1]));
        }
    }

    @Test
    void shouldNameEveryAddressThatWasTriedAndWhy() {
        try (BrokerClient client = BrokerClient.open(
                settings("127.0.0.1:1,no-such-host.invalid:9092", Map.of("request.timeout.ms", 1_000)), Map.of())) {
            assertThatThrownBy(() -> on(client, () -> client.metadata().refresh()))
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasMessageContaining("127.0.0.1:1 (Connection refused)")
                    .hasMessageContaining("no-such-host.invalid:9092 (unknown host no-such-host.invalid)");
        }
    }
}
