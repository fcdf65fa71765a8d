package io.tailrace.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts something in a process of its own, on an empty folder, and times it. */
final class StartupProbe {

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final List<String> OPTIONS =
            ManagementFactory.getRuntimeMXBean().getInputArguments();

    private StartupProbe() {}

    /** Whether this process was started with an archive of classes. */
    static boolean hasClassArchive() {
        return OPTIONS.stream().anyMatch(option -> option.startsWith("-XX:SharedArchiveFile="));
    }

    /** Seconds from exec to the first answered request, with the options of this process. */
    static double server() throws IOException, InterruptedException {
        return inFolder(folder -> {
            int port = freePort();
            return timeToAnswer(
                    java(
                            OPTIONS,
                            System.getProperty("java.class.path"),
                            Tailrace.class.getName(),
                            List.of("server", "--listen", "127.0.0.1:" + port, "--data", folder.toString())),
                    port,
                    folder);
        });
    }

    /**
     * Seconds from opening a log store to the first record read back, as the process itself measures it.
     *
     * @param asLaunched with the options of this process, among them its archive of classes; else with none, as an application starts
     */
    static double embedded(boolean asLaunched) throws IOException, InterruptedException {
        return inFolder(folder -> {
            Process process = java(
                            asLaunched ? OPTIONS : List.of(),
                            System.getProperty("java.class.path"),
                            EmbeddedStart.class.getName(),
                            List.of(folder.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer;
            try (var reader = process.inputReader()) {
                answer = reader.readLine();
            }
            if (process.waitFor() != 0 || answer == null) {
                throw new IOException("the embedded log store did not start; exit code " + process.exitValue());
            }
            return Double.parseDouble(answer);
        });
    }

    /** Seconds from exec to the first answered request of Apache Kafka; formatting its folder is not counted. */
    static double kafka(Path libs) throws IOException, InterruptedException {
        return inFolder(folder -> {
            int port = freePort();
            int controller = freePort();
            Path config = folder.resolve("server.properties");
            Files.writeString(
                    config,
                    String.join(
                            "\n",
                            "process.roles=broker,controller",
                            "node.id=1",
                            "controller.quorum.voters=1@127.0.0.1:" + controller,
                            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                            "controller.listener.names=CONTROLLER",
                            "log.dirs=" + folder.resolve("data"),
                            "offsets.topic.replication.factor=1"));
            String classPath = libs.resolve("*").toString();
            Process format = java(
                            List.of(),
                            classPath,
                            "kafka.tools.StorageTool",
                            List.of("format", "-t", "AAAAAAAAAAAAAAAAAAAAAQ", "-c", config.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("format.log").toFile())
                    .start();
            if (format.waitFor() != 0) {
                throw new IOException(
                        "Apache Kafka could not format its folder: " + Files.readString(folder.resolve("format.log")));
            }
            return timeToAnswer(java(List.of(), classPath, "kafka.Kafka", List.of(config.toString())), port, folder);
        });
    }

    private static ProcessBuilder java(
            List<String> options, String classPath, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Xmx1g", "-cp", classPath, mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static double timeToAnswer(ProcessBuilder command, int port, Path folder)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        try {
            while (!answers(port)) {
                if (!process.isAlive() || System.nanoTime() - begun > TIMEOUT_NANOS) {
                    throw new IOException(
                            "the server did not answer: " + Files.readString(folder.resolve("server.log")));
                }
                Thread.sleep(5);
            }
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** Sends an ApiVersions request, version 0, and waits for its answer. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(5000);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(10); // size: key, version, correlation id, null client id
            out.writeShort(18);
            out.writeShort(0);
            out.writeInt(1);
            out.writeShort(-1);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return in.readInt() > 0 && in.readInt() == 1;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Work in a folder that is removed afterwards. */
    private interface FolderWork {
        double in(Path folder) throws IOException, InterruptedException;
    }

    private static double inFolder(FolderWork work) throws IOException, InterruptedException {
        try (ScratchFolder folder = ScratchFolder.make()) {
            return work.in(folder.path());
        }
    }
}
