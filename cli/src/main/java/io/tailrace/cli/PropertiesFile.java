package io.tailrace.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Reads a properties file that the user named. */
final class PropertiesFile {

    private PropertiesFile() {}

    static Map<String, String> load(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailure("expected a readable properties file, found none at " + file);
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        Map<String, String> loaded = new LinkedHashMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> loaded.put(key, properties.getProperty(key).trim()));
        return loaded;
    }
}
