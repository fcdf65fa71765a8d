package io.tailrace.streams.test;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log store in this JVM, in a temporary directory that goes with it. See {@link TailraceTest}.
 *
 * <p><b>Threads:</b> any.
 */
public final class EmbeddedLogStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedLogStore.class);
    private static final long DELETE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long DELETE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Path directory;
    private final Admin admin;

    private EmbeddedLogStore(Path directory) {
        this.directory = directory;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Opens an empty one. */
    public static EmbeddedLogStore open() {
        try {
            return new EmbeddedLogStore(Files.createTempDirectory("tailrace-test"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a directory for a log store", e);
        }
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "embedded:" + directory.resolve("log");
    }

    /** Closed with the store. */
    public Admin admin() {
        return admin;
    }

    /** The configuration of an application of that name: its address, its id, a directory for its state. New each time. */
    public Properties properties(String applicationId) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers());
        properties.put("application.id", applicationId);
        properties.put("state.dir", directory.resolve("state").toString());
        return properties;
    }

    /**
     * Makes topics and waits for them.
     *
     * @param topics {@code name} for one partition, or {@code name:partitions}
     */
    public void createTopics(String... topics) {
        List<NewTopic> wanted = new ArrayList<>();
        for (String topic : topics) {
            int colon = topic.lastIndexOf(':');
            String name = colon < 0 ? topic : topic.substring(0, colon);
            int partitions = colon < 0 ? 1 : Integer.parseInt(topic.substring(colon + 1));
            wanted.add(new NewTopic(name, Optional.of(partitions), Optional.empty()));
        }
        if (wanted.isEmpty()) {
            return;
        }
        try {
            admin.createTopics(wanted).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot make topics " + List.of(topics), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making topics " + List.of(topics), e);
        }
    }

    /** Lets go of the store, which closes with its last client, and deletes its directory then. */
    @Override
    public void close() {
        admin.close();
        long deadline = System.nanoTime() + DELETE_TIMEOUT_NANOS;
        IOException failure = delete();
        while (failure != null && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(DELETE_PAUSE_NANOS);
            failure = delete();
        }
        if (failure != null) {
            LOG.warn(
                    "The log store in {} was not closed {} s after the test: did it leave a client open?",
                    directory,
                    TimeUnit.NANOSECONDS.toSeconds(DELETE_TIMEOUT_NANOS),
                    failure);
        }
    }

    private @Nullable IOException delete() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
            return null;
        } catch (IOException e) {
            return e;
        } catch (UncheckedIOException e) {
            return e.getCause();
        }
    }
}
