package io.tailrace.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.config.ConfigException;
import io.tailrace.storage.log.Durability;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BrokerConfigTest {

    @Test
    void shouldRequireNothing() {
        BrokerConfig config = new BrokerConfig(Map.of());
        assertThat(config.listeners()).singleElement().hasToString("PLAINTEXT://127.0.0.1:9092");
        assertThat(new TopicConfigs(config).logConfig(Map.of()).durability()).isEqualTo(Durability.FSYNC);
    }

    @Test
    void shouldNameTheNearestKeyOfAMistypedOne() {
        assertThatThrownBy(() -> new BrokerConfig(Map.of("num.partition", "3")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("num.partitions");
    }

    @Test
    void shouldRefuseListenersThatAreNone() {
        for (String listener : new String[] {"9092", "PLAINTEXT://host", "PLAINTEXT://host:70000", "://h:1"}) {
            assertThatThrownBy(() -> new BrokerConfig(Map.of("listeners", listener)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("listeners");
        }
    }

    @Test
    void shouldTakeTheFinestUnitOfARetentionThatIsSet() {
        assertThat(retentionMs(Map.of())).isEqualTo(7 * 24 * 3600 * 1000L);
        assertThat(retentionMs(Map.of("log.retention.hours", "2"))).isEqualTo(2 * 3600 * 1000L);
        assertThat(retentionMs(Map.of("log.retention.hours", "2", "log.retention.minutes", "3")))
                .isEqualTo(3 * 60 * 1000L);
        assertThat(retentionMs(Map.of("log.retention.minutes", "3", "log.retention.ms", "4")))
                .isEqualTo(4);
        assertThat(retentionMs(Map.of("log.retention.ms", "-1"))).isEqualTo(-1);
    }

    @Test
    void shouldLetATopicOverrideTheServersDefault() {
        TopicConfigs topics =
                new TopicConfigs(new BrokerConfig(Map.of("durability", "os", "log.segment.bytes", "2000000")));
        assertThat(topics.logConfig(Map.of()).durability()).isEqualTo(Durability.OS);
        assertThat(topics.logConfig(Map.of()).segments().bytes()).isEqualTo(2_000_000);
        assertThat(topics.logConfig(Map.of("durability", "fsync")).durability()).isEqualTo(Durability.FSYNC);
        assertThat(topics.problem(Map.of("durabilty", "os"))).contains("durability");
        assertThat(topics.problem(Map.of("durability", "maybe"))).contains("durability");
        assertThat(topics.problem(Map.of("durability", "os"))).isNull();
    }

    private static long retentionMs(Map<String, String> properties) {
        return new TopicConfigs(new BrokerConfig(properties))
                .logConfig(Map.of())
                .retention()
                .ms();
    }
}
