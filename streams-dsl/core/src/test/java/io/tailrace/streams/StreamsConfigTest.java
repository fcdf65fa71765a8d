package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.config.ConfigException;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.errors.DefaultProductionExceptionHandler;
import io.tailrace.streams.errors.LogAndContinueExceptionHandler;
import io.tailrace.streams.errors.LogAndFailExceptionHandler;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.runtime.StreamsPartitionAssignor;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules between keys, and the configurations of the clients inside. */
final class StreamsConfigTest {
    private final Map<String, Object> props =
            new HashMap<>(Map.of("application.id", "app", "bootstrap.servers", "broker:9092"));

    private StreamsConfig config() {
        return new StreamsConfig(props);
    }

    private Map<String, Object> mainConsumer() {
        return config().getMainConsumerConfigs("group", "client", 3);
    }

    @ParameterizedTest
    @CsvSource({
        "num.stream.threads, 0",
        "max.task.idle.ms, -2",
        "upgrade.from, 1.0",
        "security.protocol, abc",
        "metrics.recording.level, illegal",
        "processing.guarantee, exactly_once",
        "topology.optimization, 'all, reuse.ktable.source.topics'",
        "topology.optimization, fast",
        "rack.aware.assignment.tags, zone",
        "client.tag.a-key-of-more-than-twenty-chars, x",
        "client.tag.zone, a-value-of-more-than-thirty-characters",
        "main.consumer.enable.metrics.push, false",
        "num.stream.thread, 2",
        "source.idle.timeout, 5",
    })
    void shouldRefuse(String key, String value) {
        props.put(key, value);
        assertThatThrownBy(this::config).isInstanceOf(ConfigException.class);
    }

    @Test
    void shouldNameKeyThatWasMeant() {
        props.put("num.stream.thread", 2);
        assertThatThrownBy(this::config).hasMessageContaining("num.stream.threads");
    }

    @Test
    void shouldHandKeysOfPluginsToAllClients() {
        props.put("schema.registry.url", "http://registry");
        props.put("producer.schema.registry.url", "http://other");
        assertThat(mainConsumer()).containsEntry("schema.registry.url", "http://registry");
        assertThat(config().getAdminConfigs("c")).containsEntry("schema.registry.url", "http://registry");
        assertThat(config().getProducerConfigs("c")).containsEntry("schema.registry.url", "http://other");
        assertThat(config().originals()).containsEntry("schema.registry.url", "http://registry");
    }

    @Test
    void shouldPreferTheMostSpecificSettingOfAClient() {
        props.put("max.poll.records", 1);
        assertThat(mainConsumer()).containsEntry("max.poll.records", 1);
        props.put("consumer.max.poll.records", 2);
        assertThat(mainConsumer()).containsEntry("max.poll.records", 2);
        props.put("main.consumer.max.poll.records", 3);
        assertThat(mainConsumer()).containsEntry("max.poll.records", 3);
        assertThat(config().getRestoreConsumerConfigs("c")).containsEntry("max.poll.records", 2);
        props.put("global.consumer.max.poll.records", 4);
        assertThat(config().getGlobalConsumerConfigs("c")).containsEntry("max.poll.records", 4);
    }

    @Test
    void shouldNotLetUserBreakConsumers() {
        props.put("consumer.enable.auto.commit", "true");
        props.put("main.consumer.group.id", "other");
        props.put("consumer.bootstrap.servers", "other:1");
        props.put("group.instance.id", "me");
        props.put("consumer.allow.auto.create.topics", "true");
        props.put("restore.consumer.allow.auto.create.topics", "true");
        assertThat(mainConsumer())
                .containsEntry("allow.auto.create.topics", "false")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("group.id", "group")
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("group.instance.id", "me-3")
                .containsEntry("partition.assignment.strategy", StreamsPartitionAssignor.class.getName());
        assertThat(config().getRestoreConsumerConfigs("c"))
                .doesNotContainKeys("group.id", "group.instance.id")
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("allow.auto.create.topics", "false")
                .containsEntry("client.id", "c");
        assertThat(config().getGlobalConsumerConfigs("c")).containsEntry("client.id", "c-global-consumer");
    }

    @Test
    void shouldDeriveSettingsOfExactlyOnce() {
        assertThat(config().getLong("commit.interval.ms")).isEqualTo(30_000);
        props.put("processing.guarantee", "exactly_once_v2");
        props.put("isolation.level", "read_uncommitted");
        props.put("transactional.id", "mine");
        assertThat(config().getLong("commit.interval.ms")).isEqualTo(100);
        assertThat(mainConsumer()).containsEntry("isolation.level", "read_committed");
        assertThat(config().getProducerConfigs("c"))
                .containsEntry("enable.idempotence", true)
                .containsEntry("transaction.timeout.ms", 10_000)
                .containsEntry("delivery.timeout.ms", Integer.MAX_VALUE)
                .doesNotContainKey("transactional.id");
        props.put("max.in.flight.requests.per.connection", "7");
        assertThatThrownBy(() -> config().getProducerConfigs("c"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Can't exceed 5");
        props.put("commit.interval.ms", 20_000);
        assertThatThrownBy(this::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Transaction timeout 10000 was set lower than");
    }

    @Test
    void shouldNotLetBatchesBeLargerThanSegments() {
        props.put("topic.segment.bytes", 100);
        assertThat(mainConsumer()).containsEntry("topic.segment.bytes", 100);
        props.put("producer.batch.size", 101);
        assertThatThrownBy(this::mainConsumer).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldExpandOptimizations() {
        assertThat(StreamsConfig.verifyTopologyOptimizationConfigs("none")).isEmpty();
        assertThat(StreamsConfig.verifyTopologyOptimizationConfigs("all")).hasSize(3);
        assertThat(StreamsConfig.verifyTopologyOptimizationConfigs("merge.repartition.topics, single.store.self.join"))
                .containsExactlyInAnyOrder("merge.repartition.topics", "single.store.self.join");
    }

    @Test
    void shouldTellTags() {
        props.put("client.tag.zone", "a");
        props.put("rack.aware.assignment.tags", "zone");
        assertThat(config().getClientTags()).containsExactly(Map.entry("zone", "a"));
    }

    /** A serde that cannot be configured. */
    public static final class BrokenSerde extends Serdes.WrapperSerde<String> {
        /** Made by the configuration. */
        public BrokenSerde() {
            super(Serdes.String().serializer(), Serdes.String().deserializer());
        }

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void shouldTellWhichDefaultSerdeIsMissingOrBroken() {
        assertThatThrownBy(() -> config().defaultKeySerde())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Please specify a key serde");
        props.put("default.value.serde", BrokenSerde.class);
        assertThatThrownBy(() -> config().defaultValueSerde())
                .isInstanceOf(StreamsException.class)
                .hasMessageContaining("Failed to configure value serde class " + BrokenSerde.class.getName())
                .hasRootCauseMessage("broken");
        props.put("default.key.serde", Serdes.StringSerde.class.getName());
        try (Serde<?> serde = config().defaultKeySerde()) {
            assertThat(serde).isInstanceOf(Serdes.StringSerde.class);
        }
    }

    @Test
    void shouldTakeFormerNamesOfKeysUnlessTheNewerIsGiven() {
        props.put("cache.max.bytes.buffering", 10);
        props.put("default.dsl.store", "in_memory");
        props.put("default.deserialization.exception.handler", LogAndContinueExceptionHandler.class);
        props.put("default.production.exception.handler", Lenient.class.getName());
        props.put("errors.policy", "skip");

        assertThat(config().getLong("statestore.cache.max.bytes")).isEqualTo(10);
        assertThat(config().dslStoreSuppliers()).isInstanceOf(BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        assertThat(new TopologyConfig(config()).resolveDslStoreSuppliers())
                .containsInstanceOf(BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        assertThat(config().deserializationExceptionHandler()).isInstanceOf(LogAndContinueExceptionHandler.class);
        assertThat(config().productionExceptionHandler()).isInstanceOf(Lenient.class);

        props.put("statestore.cache.max.bytes", 20);
        props.put("deserialization.exception.handler", LogAndFailExceptionHandler.class);
        assertThat(config().getLong("statestore.cache.max.bytes")).isEqualTo(20);
        assertThat(config().deserializationExceptionHandler()).isInstanceOf(LogAndFailExceptionHandler.class);
    }

    /** A production handler other than the default one. */
    public static final class Lenient extends DefaultProductionExceptionHandler {}

    @ParameterizedTest
    @CsvSource({
        "client.tag.zone, ' ', 'Invalid value [] for configuration client.tag.zone: Tag value cannot be empty.'",
        "'client.tag. ', x, Invalid config `client.tag.` (missing client tag key).",
        "client.tag.a-key-of-more-than-twenty-chars, x, 'Invalid value a-key-of-more-than-twenty-chars for"
                + " configuration client.tag.a-key-of-more-than-twenty-chars: Tag key exceeds maximum length of 20.'",
        "rack.aware.assignment.tags, 'a,', 'Invalid value [a, ] for configuration rack.aware.assignment.tags:"
                + " Contains invalid value []. Tag key cannot be empty.'",
        "commit.interval.ms, -1, 'Invalid value -1 for configuration commit.interval.ms: Value must be at least 0'",
    })
    void shouldSayWhatIsWrongWithAValue(String key, String value, String message) {
        props.put("client.tag.a", "b");
        props.put(key, value);
        assertThatThrownBy(this::config).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "consumer.", "main.consumer."})
    void shouldNotTakeNamesOfMembersUnderTheStreamsProtocol(String prefix) {
        props.put("group.protocol", "streams");
        props.put(prefix + "group.instance.id", "one");
        assertThatThrownBy(this::config).hasMessageContaining("static membership");
    }

    @Test
    void shouldNotRunWithoutAName() {
        props.put("application.id", "");
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in");
        Topology topology = builder.build();
        StreamsConfig nameless = config(); // contexts for tests need no name
        assertThatThrownBy(() -> new TailraceStreams(topology, nameless)).hasMessageContaining("application.id");
    }
}
