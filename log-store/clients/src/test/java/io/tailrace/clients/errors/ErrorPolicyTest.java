package io.tailrace.clients.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorPolicyTest {
    @Test
    void shouldReadWhatItWrites() {
        ErrorPolicy policy = ErrorPolicy.retry(3, Duration.ofMillis(100)).thenDeadLetter("letters");
        assertThat(policy).hasToString("retry(3, 100ms) dead-letter(letters)");
        assertThat(ErrorPolicy.parse(policy.toString())).isEqualTo(policy);
        assertThat(ErrorPolicy.parse(" retry( 2 ,1s )skip "))
                .isEqualTo(ErrorPolicy.retry(2, Duration.ofSeconds(1)).thenSkip());
        assertThat(ErrorPolicy.parse("retry(1, 5ms)"))
                .isEqualTo(ErrorPolicy.retry(1, Duration.ofMillis(5)).thenFail());
        assertThat(ErrorPolicy.parse("skip")).isEqualTo(ErrorPolicy.skip()).isNotEqualTo(ErrorPolicy.fail());
        assertThat(ErrorPolicy.parse("dead-letter(a.b-c_1)").deadLetterTopic()).contains("a.b-c_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "retry", "retry(3)", "retry(-1, 5ms)", "dead-letter", "dead-letter()", "skip fail", "drop"})
    void shouldRefuse(String text) {
        assertThatThrownBy(() -> ErrorPolicy.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an error policy");
    }

    @Test
    void shouldDoubleTheWaitUpToALimit() {
        ErrorPolicy policy = ErrorPolicy.retry(100, Duration.ofSeconds(1));
        assertThat(policy.backoffAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.backoffAfter(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(policy.backoffAfter(99)).isEqualTo(ErrorPolicy.MAX_BACKOFF);
        assertThat(policy.triesAgainAfter(100)).isTrue();
        assertThat(policy.triesAgainAfter(101)).isFalse();
        assertThat(ErrorPolicy.fail().triesAgainAfter(1)).isFalse();
    }
}
