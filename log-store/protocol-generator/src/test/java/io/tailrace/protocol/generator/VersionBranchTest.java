package io.tailrace.protocol.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.CodeBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionBranchTest {

    @ParameterizedTest
    @CsvSource({
        "0-9,0+,true",
        "4-9,0-3,false",
        "4-9,none,false",
        "0-9,3+,version >= 3",
        "0-9,0-3,version <= 3",
        "0-9,3-5,version >= 3 && version <= 5",
        "4-9,3-5,version <= 5"
    })
    void shouldTestOnlyWhatIsNotKnown(String live, String wanted, String expression) {
        assertThat(VersionBranch.test(VersionRange.parse(live), VersionRange.parse(wanted)))
                .hasToString(expression);
    }

    @Test
    void shouldLeaveOutTheBranchThatCannotBeReached() {
        assertThat(choose("4-9", "0+", "a;\n", "b;\n")).isEqualTo("a;\n");
        assertThat(choose("4-9", "0-3", "a;\n", "b;\n")).isEqualTo("b;\n");
        assertThat(choose("0-9", "3+", "", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0-9,3+,version < 3", "0-9,0-3,version > 3", "0-9,3-5,version < 3 || version > 5"})
    void shouldTurnTheTestAroundIfOnlyTheOtherBranchHasCode(String live, String wanted, String expression) {
        assertThat(choose(live, wanted, "", "b;\n")).isEqualTo("if (" + expression + ") {\n  b;\n}\n");
    }

    private static String choose(String live, String wanted, String then, String otherwise) {
        return VersionBranch.choose(
                        VersionRange.parse(live),
                        VersionRange.parse(wanted),
                        CodeBlock.of(then),
                        CodeBlock.of(otherwise))
                .toString();
    }
}
