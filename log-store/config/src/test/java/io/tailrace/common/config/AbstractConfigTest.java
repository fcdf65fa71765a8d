package io.tailrace.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.Configurable;
import io.tailrace.common.KafkaException;
import io.tailrace.common.config.ConfigDef.Importance;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class AbstractConfigTest {

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define("batch.size", ConfigDef.Type.INT, 16, Importance.MEDIUM, "Bytes.")
            .define("plugin", ConfigDef.Type.CLASS, null, Importance.LOW, "Plugin.")
            .define("plugins", ConfigDef.Type.LIST, "", Importance.LOW, "Plugins.");

    /** Reads a key of its own. */
    public static final class Plugin implements Configurable {
        Object option = "";

        @Override
        public void configure(Map<String, ?> configs) {
            option = Objects.requireNonNull(configs.get("plugin.option"));
        }
    }

    /** Not to be made. */
    public static final class Failing {
        public Failing() {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void shouldAcceptAnUndeclaredKeyThatAPluginReads() {
        AbstractConfig config =
                new AbstractConfig(DEFINITION, Map.of("plugin", Plugin.class.getName(), "plugin.option", "7"));

        assertThatThrownBy(config::ensureNoUnknownKeys)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("plugin.option");

        Plugin plugin = config.getConfiguredInstance("plugin", Plugin.class);
        assertThat(plugin).isNotNull();
        assertThat(plugin.option).isEqualTo("7");
        assertThatCode(config::ensureNoUnknownKeys).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAMistypedKeyThatNobodyReads() {
        AbstractConfig config = new AbstractConfig(DEFINITION, Map.of("batch.szie", 1));

        assertThatThrownBy(config::ensureNoUnknownKeys).hasMessageContaining("did you mean 'batch.size'?");
    }

    @Test
    void shouldTakeACopyingPluginToWantEverything() {
        AbstractConfig config = new AbstractConfig(DEFINITION, Map.of("whatever", 1));

        assertThat(Map.copyOf(config.originals())).containsKey("whatever");

        assertThatCode(config::ensureNoUnknownKeys).doesNotThrowAnyException();
    }

    @Test
    void shouldSayWhyAPluginCannotBeMade() {
        AbstractConfig wrongType = new AbstractConfig(DEFINITION, Map.of("plugin", "java.lang.String"));
        assertThatThrownBy(() -> wrongType.getConfiguredInstance("plugin", Plugin.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageContaining("for configuration plugin");

        AbstractConfig failing = new AbstractConfig(DEFINITION, Map.of("plugin", Failing.class));
        assertThatThrownBy(() -> failing.getConfiguredInstance("plugin", Failing.class))
                .isInstanceOf(KafkaException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldOverrideValuesByPrefix() {
        AbstractConfig config = new AbstractConfig(DEFINITION, Map.of("batch.size", 1, "main.batch.size", "2"));

        assertThat(config.valuesWithPrefixOverride("main.")).containsEntry("batch.size", 2);
        assertThat(config.getInt("batch.size")).isEqualTo(1);
        assertThat(config.originalsWithPrefix("main.")).containsEntry("batch.size", "2");
    }

    @Test
    void shouldMakeEveryPluginOfAList() {
        AbstractConfig config =
                new AbstractConfig(DEFINITION, Map.of("plugins", List.of(Plugin.class), "plugin.option", "x"));

        assertThat(config.getConfiguredInstances("plugins", Plugin.class)).hasSize(1);
    }

    @Test
    void shouldRefuseToReadAKeyThatIsNotDeclared() {
        AbstractConfig config = new AbstractConfig(DEFINITION, Map.of());

        assertThatThrownBy(() -> config.getInt("batchsize")).hasMessageContaining("did you mean 'batch.size'?");
    }
}
