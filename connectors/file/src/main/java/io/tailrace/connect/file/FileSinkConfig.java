package io.tailrace.connect.file;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;

/** What a file sink is configured with. */
final class FileSinkConfig {

    static final String FILE = "file";

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    FILE,
                    Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new NonEmptyString(),
                    Importance.HIGH,
                    "The file to append to, one line a record. It is made if it does not exist.");

    final Path file;

    FileSinkConfig(Map<String, String> properties) {
        file = Path.of(new AbstractConfig(DEFINITION, properties, false).getString(FILE))
                .toAbsolutePath()
                .normalize();
    }
}
