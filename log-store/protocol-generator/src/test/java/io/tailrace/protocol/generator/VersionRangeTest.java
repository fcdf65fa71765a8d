package io.tailrace.protocol.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "0", "3", "3+", "0+", "2-7"})
    void shouldPrintWhatItParsed(String text) {
        assertThat(VersionRange.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "3-1", "-1", "1--2", "1-2-3", "40000+"})
    void shouldRefuseWhatIsNoRange(String text) {
        assertThatThrownBy(() -> VersionRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource({"0-9,3+,3-9", "0-2,3+,none", "none,0+,none", "4,0-9,4", "5-9,0-5,5"})
    void shouldIntersect(String left, String right, String both) {
        assertThat(range(left).intersect(range(right))).isEqualTo(range(both));
        assertThat(range(right).intersect(range(left))).isEqualTo(range(both));
    }

    @ParameterizedTest
    @CsvSource({"0-2,5-6,0-6", "none,5,5", "0+,3,0+"})
    void shouldSpanBoth(String left, String right, String hull) {
        assertThat(range(left).hull(range(right))).isEqualTo(range(hull));
        assertThat(range(right).hull(range(left))).isEqualTo(range(hull));
    }

    @ParameterizedTest
    @CsvSource({"0-9,5+,0-4", "0-9,0-4,5-9", "0-9,none,0-9", "3-5,0+,none", "0-3,7+,0-3"})
    void shouldTakeAwayAnEnd(String from, String what, String rest) {
        assertThat(range(from).minus(range(what))).isEqualTo(range(rest));
    }

    @Test
    void shouldRefuseToTakeAwayTheMiddle() {
        assertThatThrownBy(() -> range("0-9").minus(range("3-4"))).hasMessageContaining("0-9 without 3-4");
    }

    @Test
    void shouldCoverTheEmptyRangeAlways() {
        assertThat(VersionRange.NONE.covers(VersionRange.NONE)).isTrue();
        assertThat(VersionRange.NONE.covers(range("1"))).isFalse();
        assertThat(range("1-5").covers(range("1-6"))).isFalse();
        assertThat(range("1+").covers(range("1-6"))).isTrue();
    }

    private static VersionRange range(String text) {
        return VersionRange.parse(text);
    }
}
