package io.tailrace.common.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import org.junit.jupiter.api.Test;

/** Every code gives the exception that Kafka gives, with Kafka's hierarchy above it. */
final class ErrorsTest {

    private static String mirrored(Class<?> kafkas) {
        return kafkas.getName().replace("org.apache.kafka.", "io.tailrace.");
    }

    @Test
    void shouldMapEveryCodeToKafkasException() {
        for (org.apache.kafka.common.protocol.Errors error : org.apache.kafka.common.protocol.Errors.values()) {
            ApiException ours = Errors.exception(error.code(), null);
            if (error.exception() == null) {
                assertThat(ours).isNull();
                continue;
            }
            assertThat(ours).isNotNull();
            Class<?> kafkas = error.exception().getClass();
            Class<?> mirror = ours.getClass();
            while (kafkas != RuntimeException.class) {
                assertThat(mirror.getName()).isEqualTo(mirrored(kafkas));
                kafkas = kafkas.getSuperclass();
                mirror = mirror.getSuperclass();
            }
            assertThat(ours instanceof RetriableException)
                    .isEqualTo(ErrorCode.forCode(error.code()).retriable());
            assertThat(ours.getMessage()).isNotBlank();
        }
    }

    @Test
    void shouldNotFailOnACodeOfANewerBroker() {
        assertThat(Errors.exception((short) 9_999, "news"))
                .isInstanceOf(UnknownServerException.class)
                .hasMessageContaining("9999")
                .hasMessageContaining("news");
    }
}
