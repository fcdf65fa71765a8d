package io.tailrace.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.MetadataCommand.AlterConfigs;
import io.tailrace.metadata.MetadataCommand.ReplaceConfigs;
import io.tailrace.protocol.ErrorCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigCommandsTest {

    private static final ConfigResource TOPIC = new ConfigResource(ConfigResource.Type.TOPIC, "t");

    private final MetadataFixture metadata = MetadataFixture.withBrokers(1);

    @BeforeEach
    void createTopic() {
        metadata.create("t", 1, 1);
    }

    private AlterConfigResult alter(ConfigResource resource, ConfigOp... ops) {
        return metadata.submit(new AlterConfigs(List.of(new ConfigChange(resource, List.of(ops))), false))
                .get(0);
    }

    private static ConfigOp op(ConfigOp.Kind kind, String key, @Nullable String value) {
        return new ConfigOp(key, kind, value);
    }

    private static ConfigOp set(String key, @Nullable String value) {
        return op(ConfigOp.Kind.SET, key, value);
    }

    @Test
    void shouldSetAndDelete() {
        assertThat(alter(TOPIC, set("retention.ms", "5")).error()).isEqualTo(ErrorCode.NONE);
        assertThat(metadata.image().configs(TOPIC)).containsExactly(Map.entry("retention.ms", "5"));
        int records = metadata.log().size();
        alter(TOPIC, set("retention.ms", "5"));
        assertThat(metadata.log()).as("no change, no record").hasSize(records);
        alter(TOPIC, op(ConfigOp.Kind.DELETE, "retention.ms", null));
        assertThat(metadata.image().configs()).isEmpty();
    }

    @Test
    void shouldAppendToAndSubtractFromLists() {
        alter(TOPIC, op(ConfigOp.Kind.APPEND, "cleanup.policy", "compact"));
        assertThat(metadata.image().configs(TOPIC)).containsEntry("cleanup.policy", "delete,compact");
        alter(TOPIC, op(ConfigOp.Kind.SUBTRACT, "cleanup.policy", "delete"));
        assertThat(metadata.image().configs(TOPIC)).containsEntry("cleanup.policy", "compact");
        assertThat(alter(TOPIC, op(ConfigOp.Kind.APPEND, "retention.ms", "1")).error())
                .isEqualTo(ErrorCode.INVALID_CONFIG);
    }

    @Test
    void shouldChangeAllOfAResourceOrNothing() {
        AlterConfigResult result = alter(TOPIC, set("retention.ms", "5"), set("cleanup.polcy", "compact"));
        assertThat(result.error()).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(result.message()).contains("cleanup.policy");
        assertThat(metadata.image().configs()).isEmpty();
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThat(alter(TOPIC, set("retention.ms", null)).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(alter(TOPIC, set("retention.ms", "1"), set("retention.ms", "2"))
                        .error())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(error(ConfigResource.Type.TOPIC, "none")).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(error(ConfigResource.Type.TOPIC, "a/b")).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(error(ConfigResource.Type.BROKER, "x")).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(error(ConfigResource.Type.BROKER, "7")).isEqualTo(ErrorCode.BROKER_ID_NOT_REGISTERED);
        assertThat(error(ConfigResource.Type.GROUP, "")).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(error(ConfigResource.Type.UNKNOWN, "x")).isEqualTo(ErrorCode.INVALID_REQUEST);
        ConfigChange change = new ConfigChange(TOPIC, List.of(set("retention.ms", "1")));
        assertThat(metadata.submit(new AlterConfigs(List.of(change, change), false)))
                .extracting(AlterConfigResult::error)
                .containsExactly(ErrorCode.NONE, ErrorCode.INVALID_REQUEST);
    }

    private ErrorCode error(ConfigResource.Type type, String name) {
        return alter(new ConfigResource(type, name), set("retention.ms", "1")).error();
    }

    @Test
    void shouldConfigureBrokersWithoutTheirRequiredKeys() {
        ConfigResource all = new ConfigResource(ConfigResource.Type.BROKER, "");
        assertThat(alter(all, set("num.partitions", "4")).error()).isEqualTo(ErrorCode.NONE);
        assertThat(metadata.image().configs(all)).containsEntry("num.partitions", "4");
    }

    @Test
    void shouldReplaceAllOverrides() {
        alter(TOPIC, set("retention.ms", "5"));
        AlterConfigResult result = metadata.submit(new ReplaceConfigs(
                        List.of(new ConfigReplacement(TOPIC, Map.of("cleanup.policy", "compact"))), false))
                .get(0);
        assertThat(result.error()).isEqualTo(ErrorCode.NONE);
        assertThat(metadata.image().configs(TOPIC)).containsExactly(Map.entry("cleanup.policy", "compact"));
    }

    @Test
    void shouldOnlyValidateWhenAsked() {
        assertThat(metadata.submit(new AlterConfigs(
                                List.of(new ConfigChange(TOPIC, List.of(set("retention.ms", "5")))), true))
                        .get(0)
                        .error())
                .isEqualTo(ErrorCode.NONE);
        assertThat(metadata.image().configs()).isEmpty();
    }
}
