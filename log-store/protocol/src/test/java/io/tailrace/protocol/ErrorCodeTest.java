package io.tailrace.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

    @ParameterizedTest
    @EnumSource(Errors.class)
    void shouldHaveKafkasNumberAndRetriability(Errors kafka) {
        ErrorCode ours = ErrorCode.forCode(kafka.code());

        assertThat(ours.name()).isEqualTo(kafka.name());
        assertThat(ours.code()).isEqualTo(kafka.code());
        assertThat(ours.retriable()).isEqualTo(kafka.exception() instanceof RetriableException);
        assertThat(ours.message()).isNotBlank();
    }

    @Test
    void shouldTakeNumbersOfNewerBrokersForUnknownErrors() {
        assertThat(ErrorCode.forCode(Short.MAX_VALUE)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(ErrorCode.forCode(Short.MIN_VALUE)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(ErrorCode.values()).hasSameSizeAs(Errors.values());
    }
}
