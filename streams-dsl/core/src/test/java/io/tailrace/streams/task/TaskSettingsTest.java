package io.tailrace.streams.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TopologyConfig;
import io.tailrace.streams.errors.LogAndContinueExceptionHandler;
import io.tailrace.streams.errors.PolicyExceptionHandler;
import io.tailrace.streams.processor.WallclockTimestampExtractor;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What a topology says in place of the application. */
class TaskSettingsTest {
    private final Map<String, Object> props =
            new HashMap<>(Map.of("application.id", "app", "bootstrap.servers", "broker:9092"));
    private final Properties overrides = new Properties();

    @Test
    void shouldTakeWhatANamedTopologySays() {
        overrides.put("default.timestamp.extractor", WallclockTimestampExtractor.class);
        overrides.put("deserialization.exception.handler", LogAndContinueExceptionHandler.class);
        overrides.put("max.task.idle.ms", "7");
        overrides.put("statestore.cache.max.bytes", "0");
        overrides.put("default.dsl.store", "in_memory");
        StreamsConfig config = new StreamsConfig(props);
        TopologyConfig topology = new TopologyConfig("named", config, overrides);

        TaskSettings settings = TaskSettings.from(config).overriddenBy(topology);

        assertThat(settings.timestampExtractor()).isInstanceOf(WallclockTimestampExtractor.class);
        assertThat(settings.handlers().deserialization()).isInstanceOf(LogAndContinueExceptionHandler.class);
        assertThat(settings.maxTaskIdleMs()).isEqualTo(7);
        assertThat(settings.storeDefaults().kind())
                .isNotInstanceOf(BuiltInDslStoreSuppliers.RocksDBDslStoreSuppliers.class);
        assertThat(TaskSettings.cacheBytes(config, topology)).isZero();
    }

    @Test
    void shouldLeaveToTheApplicationWhatTheTopologyDoesNotSay() {
        props.put("errors.policy", "skip");
        props.put("max.task.idle.ms", 5);
        overrides.put("statestore.cache.max.bytes", "1000");
        StreamsConfig config = new StreamsConfig(props);
        TopologyConfig named = new TopologyConfig("named", config, overrides);

        TaskSettings settings = TaskSettings.from(config).overriddenBy(named);

        assertThat(settings.handlers().deserialization()).isInstanceOf(PolicyExceptionHandler.class);
        assertThat(settings.maxTaskIdleMs()).isEqualTo(5);
        assertThat(TaskSettings.cacheBytes(config, named))
                .as("the cache is the application's")
                .isEqualTo(10 << 20);
        overrides.put("statestore.cache.max.bytes", "0");
        assertThat(TaskSettings.cacheBytes(config, new TopologyConfig(null, config, overrides)))
                .as("overrides of a topology without a name")
                .isEqualTo(10 << 20);
    }
}
