package io.tailrace.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/** One broker process: Apache Kafka (one KRaft node) or a Tailrace server, on an empty data folder. */
record SystemUnderTest(String name, String bootstrap, Process process) implements AutoCloseable {

    private static final String HEAP = "1g";
    private static final long START_TIMEOUT_MS = 60_000;

    static SystemUnderTest kafka(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        int controller = freePort();
        Path home = Files.createDirectories(folder.resolve("kafka"));
        Properties server = new Properties();
        server.setProperty("process.roles", "broker,controller");
        server.setProperty("node.id", "1");
        server.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controller);
        server.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        server.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        server.setProperty("controller.listener.names", "CONTROLLER");
        server.setProperty("log.dirs", home.resolve("data").toString());
        server.setProperty("offsets.topic.replication.factor", "1");
        server.setProperty("transaction.state.log.replication.factor", "1");
        server.setProperty("transaction.state.log.min.isr", "1");
        server.setProperty("group.initial.rebalance.delay.ms", "0");
        Path config = home.resolve("server.properties");
        try (var out = Files.newOutputStream(config)) {
            server.store(out, null);
        }
        ChildJvm.run(
                "256m",
                home.resolve("format.log"),
                "kafka.tools.StorageTool",
                List.of("format", "-t", clusterId(), "-c", config.toString()));
        Process process = ChildJvm.start(HEAP, home.resolve("server.log"), "kafka.Kafka", List.of(config.toString()));
        return ready("kafka", port, process);
    }

    /** A cluster id in Kafka's form: 16 random bytes as URL-safe base 64. */
    private static String clusterId() {
        UUID id = UUID.randomUUID();
        byte[] bytes = java.nio.ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @param durability {@code os}, which is what Kafka promises, or {@code fsync} */
    static SystemUnderTest tailrace(Path folder, String durability) throws IOException, InterruptedException {
        int port = freePort();
        Path home = Files.createDirectories(folder.resolve("tailrace-" + durability));
        Process process = ChildJvm.start(
                HEAP,
                home.resolve("server.log"),
                "io.tailrace.cli.Tailrace",
                List.of(
                        "server",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--data",
                        home.resolve("data").toString(),
                        "--set",
                        "durability=" + durability,
                        "--set",
                        "group.initial.rebalance.delay.ms=0"));
        return ready("tailrace-" + durability, port, process);
    }

    private static SystemUnderTest ready(String name, int port, Process process)
            throws IOException, InterruptedException {
        long deadline = System.currentTimeMillis() + START_TIMEOUT_MS;
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return new SystemUnderTest(name, "127.0.0.1:" + port, process);
            } catch (IOException e) {
                if (!process.isAlive() || System.currentTimeMillis() > deadline) {
                    ChildJvm.stop(process);
                    throw new IOException(name + " did not accept connections on port " + port, e);
                }
                Thread.sleep(100);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    double cpuSeconds() {
        return ChildJvm.cpuSeconds(process);
    }

    @Override
    public void close() {
        try {
            ChildJvm.stop(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
