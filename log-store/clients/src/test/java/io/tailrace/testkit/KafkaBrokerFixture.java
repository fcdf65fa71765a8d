package io.tailrace.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An Apache Kafka broker, one KRaft node, in a child JVM: it listens on 127.0.0.1 on a free port, keeps its data in a
 * temporary directory, and ends with {@link #close} or with this JVM. The class path of the test must have
 * {@code org.apache.kafka:kafka_2.13}.
 *
 * <p><b>Threads:</b> any.
 */
public final class KafkaBrokerFixture implements AutoCloseable {

    private static final int START_ATTEMPTS = 3;
    private static final long START_LIMIT_S = 120;
    private static final long STOP_LIMIT_S = 20;

    private static @Nullable KafkaBrokerFixture shared;

    private final Path directory;
    private final Map<String, String> properties;
    private final int port;
    private Process process;

    private KafkaBrokerFixture(Path directory, Map<String, String> properties, int port, Process process) {
        this.directory = directory;
        this.properties = properties;
        this.port = port;
        this.process = process;
    }

    /** Starts a broker with Kafka's defaults for a single node. */
    public static KafkaBrokerFixture start() {
        return start(Map.of());
    }

    /** Starts a broker and returns when it answers. */
    public static KafkaBrokerFixture start(Map<String, String> serverProperties) {
        IllegalStateException failure = new IllegalStateException("the broker did not start");
        for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
            try {
                return tryStart(serverProperties);
            } catch (IllegalStateException e) { // somebody may have taken the port meanwhile
                failure.addSuppressed(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw failure;
    }

    /** The broker that all tests of this JVM share; it ends with the JVM. Use topic and group names of your own. */
    public static synchronized KafkaBrokerFixture shared() {
        if (shared == null) {
            KafkaBrokerFixture started = start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "kafka-fixture-stop"));
            shared = started;
        }
        return shared;
    }

    private static KafkaBrokerFixture tryStart(Map<String, String> serverProperties) throws IOException {
        int port = freePort();
        Path directory = Files.createTempDirectory("kafka-broker");
        Map<String, String> properties = new TreeMap<>(defaults(directory, port, freePort()));
        properties.putAll(serverProperties);
        Properties file = new Properties();
        file.putAll(properties);
        try (var out = Files.newOutputStream(directory.resolve("server.properties"))) {
            file.store(out, null);
        }
        Files.writeString(
                directory.resolve("logback.xml"),
                "<configuration><appender name='A' class='ch.qos.logback.core.ConsoleAppender'><encoder><pattern>"
                        + "%d %-5level %logger{20} %msg%n</pattern></encoder></appender>"
                        + "<root level='WARN'><appender-ref ref='A'/></root></configuration>");
        KafkaBrokerFixture broker = new KafkaBrokerFixture(directory, properties, port, launch(directory));
        broker.awaitReady();
        return broker;
    }

    private static Map<String, String> defaults(Path directory, int port, int controllerPort) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", directory.resolve("data").toString()),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "5"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "5"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"));
    }

    private static Process launch(Path directory) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms64m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + directory.resolve("logback.xml"),
                        "-cp",
                        classPath,
                        KafkaBrokerMain.class.getName(),
                        directory.resolve("server.properties").toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("server.log").toFile()))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_S);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String log = Files.readString(directory.resolve("server.log"));
                close();
                throw new IllegalStateException("the broker did not start; its log:\n" + log);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** Asks for the API versions, in version 0. */
    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(5));
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(10);
            out.writeShort(18);
            out.writeShort(0);
            out.writeInt(1);
            out.writeShort(-1);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int size = in.readInt();
            return size > 6 && in.readInt() == 1 && in.readShort() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** What the broker was started with. */
    public Map<String, String> properties() {
        return properties;
    }

    /** The broker's data directory. */
    public Path dataDirectory() {
        return directory.resolve("data");
    }

    /** Kills the broker at once; its data stays. */
    public void kill() {
        await(process.destroyForcibly());
    }

    /** Stops the broker in order; its data stays. */
    public void stop() {
        boolean asked = process.toHandle().destroy(); // Process.destroy would close the pipe that the child watches
        if (!asked) {
            throw new IllegalStateException("the broker could not be asked to stop, pid=" + process.pid());
        }
        await(process);
    }

    /** Starts the broker again on the same port and data, and returns when it answers. */
    public void restart() {
        try {
            kill();
            process = launch(directory);
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        await(process.destroyForcibly());
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                boolean deleted = file.delete();
                assert deleted || !file.exists();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process ending) {
        try {
            if (!ending.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the broker did not end, pid=" + ending.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
