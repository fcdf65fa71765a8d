package io.tailrace.connect.task;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.common.errors.TopicExistsException;
import io.tailrace.connect.config.ConnectorConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the topics a source writes to, if {@code topic.creation.default.partitions} and
 * {@code topic.creation.default.replication.factor} are set (KIP-158); further {@code topic.creation.default.*} keys are
 * settings of the topic. Otherwise the broker makes them, or not, by its own setting.
 *
 * <p><b>Threads:</b> the task's own.
 */
public final class TopicCreation implements AutoCloseable {

    private static final String PREFIX = "topic.creation.default.";

    private final @Nullable Admin admin;
    private final Map<String, String> settings;
    private final Set<String> ensured = new HashSet<>();

    /** @param adminProperties what to make an admin client with, if one is needed */
    public TopicCreation(ConnectorConfig config, Map<String, Object> adminProperties) {
        this.settings = config.behind(PREFIX);
        this.admin = settings.isEmpty() ? null : Admin.create(adminProperties);
    }

    /** Makes the topic unless it exists or making topics is not configured. */
    void ensure(String topic) throws InterruptedException {
        if (admin == null || !ensured.add(topic)) {
            return;
        }
        Map<String, String> configs = new HashMap<>(settings);
        Optional<Integer> partitions =
                Optional.ofNullable(configs.remove("partitions")).map(Integer::valueOf);
        Optional<Short> replicas =
                Optional.ofNullable(configs.remove("replication.factor")).map(Short::valueOf);
        NewTopic fresh =
                new NewTopic(topic, partitions.filter(count -> count > 0), replicas.filter(factor -> factor > 0));
        try {
            admin.createTopics(List.of(fresh.configs(configs))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ConnectException("cannot make topic " + topic, e.getCause());
            }
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
