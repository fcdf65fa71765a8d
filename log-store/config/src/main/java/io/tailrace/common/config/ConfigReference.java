package io.tailrace.common.config;

import io.tailrace.common.config.ConfigDef.ConfigKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Writes the reference table of a set of keys.
 *
 * <p><b>Threads:</b> stateless.
 */
final class ConfigReference {

    /** Mandatory keys first, then by importance, then by name. */
    private static final Comparator<ConfigKey> ORDER = Comparator.comparing(ConfigKey::hasDefault)
            .thenComparing((ConfigKey key) -> key.importance)
            .thenComparing((ConfigKey key) -> key.name);

    private ConfigReference() {}

    static String markdown(Collection<ConfigKey> keys) {
        StringBuilder table = new StringBuilder("| key | type | unit | default | valid | importance | meaning |\n");
        table.append("| --- | --- | --- | --- | --- | --- | --- |\n");
        List<ConfigKey> shown =
                keys.stream().filter(key -> !key.internalConfig).sorted(ORDER).toList();
        for (ConfigKey key : shown) {
            table.append("| `").append(key.name).append('`');
            cell(table, key.type.name().toLowerCase(Locale.ROOT));
            cell(table, key.unit.symbol());
            cell(table, defaultOf(key));
            cell(table, key.validator == null ? "" : key.validator.toString());
            cell(table, key.importance.name().toLowerCase(Locale.ROOT));
            cell(table, key.documentation == null ? "" : key.documentation);
            table.append(" |\n");
        }
        return table.toString();
    }

    private static void cell(StringBuilder table, String content) {
        table.append(" | ")
                .append(content.replace("|", "\\|").replaceAll("\\s+", " ").trim());
    }

    private static String defaultOf(ConfigKey key) {
        if (!key.hasDefault()) {
            return "(required)";
        }
        if (key.alternativeString != null) {
            return key.alternativeString;
        }
        String text = ConfigValueParser.print(key.defaultValue, key.type);
        if (text == null) {
            return "null";
        }
        return text.isEmpty() ? "\"\"" : text;
    }
}
