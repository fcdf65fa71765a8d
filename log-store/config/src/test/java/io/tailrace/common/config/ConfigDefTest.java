package io.tailrace.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.config.ConfigDef.Importance;
import io.tailrace.common.config.types.Password;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigDefTest {

    private static ConfigDef sample() {
        return new ConfigDef()
                .define("name", ConfigDef.Type.STRING, Importance.HIGH, "What it is called.")
                .define("linger.ms", ConfigDef.Type.LONG, 5, ConfigDef.Range.atLeast(0), Importance.MEDIUM, "Wait.")
                .define(
                        "acks",
                        ConfigDef.Type.STRING,
                        "all",
                        ConfigDef.ValidString.in("all", "0", "1"),
                        Importance.LOW,
                        "A|B")
                .define("retries", ConfigDef.Type.INT, 3, ConfigDef.Range.between(0, 10), Importance.LOW, "Again.")
                .define("servers", ConfigDef.Type.LIST, "", Importance.LOW, "Where.")
                .define("secret", ConfigDef.Type.PASSWORD, null, Importance.LOW, "Hidden.")
                .define("plugin", ConfigDef.Type.CLASS, null, Importance.LOW, "Class.");
    }

    @Test
    void shouldParseTextIntoDeclaredTypes() {
        Map<String, Object> values = sample().parse(Map.of(
                "name", " x ",
                "linger.ms", "7",
                "servers", "a:1 , b:2",
                "secret", "s3",
                "plugin", "java.lang.String"));

        assertThat(values)
                .containsEntry("name", "x")
                .containsEntry("linger.ms", 7L)
                .containsEntry("acks", "all")
                .containsEntry("retries", 3)
                .containsEntry("servers", List.of("a:1", "b:2"))
                .containsEntry("secret", new Password("s3"))
                .containsEntry("plugin", String.class);
        assertThat(values.get("secret")).hasToString("[hidden]");
    }

    @Test
    void shouldSayValueKeyAndWhatIsAccepted() {
        assertThatThrownBy(() -> sample().parse(Map.of("name", "x", "retries", "abc")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value abc for configuration retries: expected a 32-bit integer");
        assertThatThrownBy(() -> sample().parse(Map.of("name", "x", "retries", "11")))
                .hasMessage("Invalid value 11 for configuration retries: Value must be no more than 10");
        assertThatThrownBy(() -> sample().parse(Map.of("name", "x", "retries", "-1")))
                .hasMessage("Invalid value -1 for configuration retries: Value must be at least 0");
        assertThatThrownBy(() -> sample().parse(Map.of("name", "x", "retries", 5L)))
                .hasMessageContaining("java.lang.Long");
        assertThatThrownBy(() -> sample().parse(Map.of("name", "x", "acks", "2")))
                .hasMessage("Invalid value 2 for configuration acks: String must be one of: all, 0, 1");
        assertThatThrownBy(() -> sample().parse(Map.of()))
                .hasMessageContaining("Missing required configuration \"name\"");
    }

    @Test
    void shouldNotShowASecretInAnError() {
        assertThatThrownBy(() -> sample().parse(Map.of("name", "x", "secret", 123456)))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("123456");
    }

    @Test
    void shouldHintAtTheCounterpartOfAKafkaClass() {
        assertThatThrownBy(() -> sample().parse(Map.of("name", "x", "plugin", "org.apache.kafka.common.X")))
                .hasMessageContaining("io.tailrace.common.X");
    }

    @ParameterizedTest
    @CsvSource({"lingr.ms,linger.ms", "linger_ms,linger.ms", "LINGER.MS,linger.ms", "ackes,acks", "retreis,retries"})
    void shouldNameTheNearestKnownKey(String mistyped, String meant) {
        assertThatThrownBy(() -> sample().parseStrictly(Map.of("name", "x", mistyped, "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("unknown configuration key, key=" + mistyped + "; did you mean '" + meant + "'?");
    }

    @Test
    void shouldNotGuessWhenNothingIsSimilar() {
        assertThatThrownBy(() -> sample().parseStrictly(Map.of("name", "x", "zookeeper.connect", "1")))
                .hasMessage("unknown configuration key, key=zookeeper.connect");
    }

    @Test
    void shouldLetOpenPrefixesPass() {
        ConfigDef open = sample().allowPrefix("consumer.");

        assertThat(open.parseStrictly(Map.of("name", "x", "consumer.anything", "1")))
                .containsEntry("name", "x");
    }

    @Test
    void shouldCollectEveryErrorWhenValidating() {
        Map<String, String> wrong = new HashMap<>(Map.of("retries", "-1", "linger.ms", "x"));

        Map<String, ConfigValue> results = sample().validateAll(wrong);

        assertThat(results.get("retries").errorMessages()).hasSize(1);
        assertThat(results.get("linger.ms").errorMessages()).hasSize(1);
        assertThat(results.get("name").errorMessages()).hasSize(1);
        assertThat(results.get("acks").errorMessages()).isEmpty();
    }

    @Test
    void shouldRefuseADefaultOutOfBoundsAndADoubleDeclaration() {
        assertThatThrownBy(() -> new ConfigDef()
                        .define("a", ConfigDef.Type.INT, -1, ConfigDef.Range.atLeast(0), Importance.LOW, "doc"))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> sample().define("acks", ConfigDef.Type.INT, Importance.LOW, "doc"))
                .hasMessageContaining("twice");
    }

    @Test
    void shouldGenerateTheReferenceWithUnitsAndMandatoryKeysFirst() {
        String table = sample().unit("retries", Unit.COUNT).toMarkdown();

        assertThat(table.lines().toList().get(2)).startsWith("| `name` | string |  | (required)");
        assertThat(table)
                .contains("| `linger.ms` | long | ms | 5 | [0,...] | medium | Wait. |")
                .contains("| `retries` | int | count | 3 | [0,...,10] | low | Again. |")
                .contains("A\\|B");
    }
}
