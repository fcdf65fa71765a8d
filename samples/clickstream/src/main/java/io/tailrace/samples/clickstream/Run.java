package io.tailrace.samples.clickstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a run in its output folder, so that one that was killed goes on where it stopped: what it read,
 * where it ran, and where its topics ended when it began. A run on topics that others have written to before sees only
 * what came since.
 *
 * <p>Everything the run keeps for itself is in {@code OUTPUT/.run}, which a new run empties.
 */
final class Run {

    private static final String PREFIX = "begin.";

    private final Path folder;
    private final Properties properties;

    private Run(Path folder, Properties properties) {
        this.folder = folder;
        this.properties = properties;
    }

    /** The run in {@code output} that was begun with the same input and bootstrap address and has not ended, or null. */
    static @Nullable Run unfinished(Path output, Path input, String bootstrap) throws IOException {
        Path folder = output.resolve(".run");
        Path file = folder.resolve("run.properties");
        if (!Files.exists(file)) {
            return null;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        boolean same = input.toAbsolutePath().normalize().toString().equals(properties.getProperty("input"))
                && bootstrap.equals(properties.getProperty("bootstrap"));
        return same && !Boolean.parseBoolean(properties.getProperty("ended")) ? new Run(folder, properties) : null;
    }

    /** Forgets what an earlier run left in {@code output} and begins a new one; {@link #save} makes it known. */
    static Run begin(Path output, Path input, String bootstrap, String id) throws IOException {
        Path folder = output.resolve(".run");
        clear(folder);
        Files.createDirectories(folder);
        Properties properties = new Properties();
        properties.setProperty("id", id);
        properties.setProperty("input", input.toAbsolutePath().normalize().toString());
        properties.setProperty("bootstrap", bootstrap);
        return new Run(folder, properties);
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    String id() {
        return properties.getProperty("id");
    }

    /** A path inside the run's own folder. */
    Path path(String name) {
        return folder.resolve(name);
    }

    /** Notes where a partition ended when the run began. */
    void beginAt(String topic, int partition, long offset) {
        properties.setProperty(PREFIX + topic + "/" + partition, Long.toString(offset));
    }

    /** Where each partition of a topic ended when the run began. */
    Map<Integer, Long> begins(String topic) {
        Map<Integer, Long> begins = new HashMap<>();
        String prefix = PREFIX + topic + "/";
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                begins.put(Integer.valueOf(key.substring(prefix.length())), Long.valueOf(properties.getProperty(key)));
            }
        }
        return begins;
    }

    void save() throws IOException {
        Path unfinished = path("run.properties.new");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            properties.store(out, "A run of the clickstream sample");
        }
        Files.move(
                unfinished,
                path("run.properties"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    void end() throws IOException {
        properties.setProperty("ended", "true");
        save();
    }
}
