package io.tailrace.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiKeyTest {

    @Test
    void shouldHaveEveryApiThatKafkaHasVersionsOf() {
        List<String> kafka = Arrays.stream(ApiKeys.values())
                .filter(ApiKeys::hasValidVersion)
                .map(Enum::name)
                .toList();

        assertThat(Arrays.stream(ApiKey.values()).map(Enum::name)).containsExactlyElementsOf(kafka);
    }

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void shouldHaveKafkasKeyAndVersions(ApiKey ours) {
        ApiMessageType kafka = ApiMessageType.fromApiKey(ours.id());

        assertThat(ours.id()).isEqualTo(ApiKeys.valueOf(ours.name()).id);
        assertThat(ours.lowestVersion()).isEqualTo(kafka.lowestSupportedVersion());
        assertThat(ours.highestVersion()).isEqualTo(kafka.highestSupportedVersion(false));
        assertThat(ours.isSupported(ours.lowestVersion() - 1)).isFalse();
        assertThat(ours.isSupported(ours.lowestVersion())).isTrue();
        assertThat(ours.isSupported(ours.highestVersion())).isTrue();
        assertThat(ours.isSupported(ours.highestVersion() + 1)).isFalse();
        assertThat(ApiKey.forId(ours.id())).isSameAs(ours);
        assertThat(ours.newRequest().apiKey()).isEqualTo(ours.id());
        assertThat(ours.newResponse().apiKey()).isEqualTo(ours.id());
    }

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void shouldHaveKafkasHeaderVersions(ApiKey ours) {
        ApiMessageType kafka = ApiMessageType.fromApiKey(ours.id());

        IntStream.rangeClosed(ours.lowestVersion(), kafka.highestSupportedVersion(true))
                .forEach(version -> {
                    assertThat(ours.requestHeaderVersion((short) version))
                            .isEqualTo(kafka.requestHeaderVersion((short) version));
                    assertThat(ours.responseHeaderVersion((short) version))
                            .isEqualTo(kafka.responseHeaderVersion((short) version));
                });
    }

    @Test
    void shouldHideVersionsInDevelopmentButReadThem() {
        assertThat(ApiKey.INIT_PRODUCER_ID.highestVersion()).isEqualTo((short) 5);
        assertThat(InitProducerIdRequest.HIGHEST_SUPPORTED_VERSION).isEqualTo((short) 6);
    }

    @Test
    void shouldAnnounceProduceFromVersionZeroAsKafkaDoes() {
        assertThat(ApiKey.PRODUCE.lowestAdvertisedVersion()).isZero();
        assertThat(ApiKey.PRODUCE.lowestVersion()).isEqualTo((short) 3);
        assertThat(ApiKey.FETCH.lowestAdvertisedVersion()).isEqualTo((short) 4);
    }

    @Test
    void shouldNotKnowOtherKeys() {
        for (int id : new int[] {Integer.MIN_VALUE, -1, 4, 5, 6, 7, 93, Integer.MAX_VALUE}) {
            assertThat(ApiKey.forId(id)).isNull();
        }
    }
}
