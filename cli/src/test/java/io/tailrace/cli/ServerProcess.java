package io.tailrace.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code tailrace server} in a JVM of its own, as a user starts it; what it prints is kept. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile(".*127\\.0\\.0\\.1:(\\d+).*");

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ServerProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readOutput, "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a server on a free port and waits until it says that it accepts connections. */
    static ServerProcess start(Path data, Map<String, String> settings) throws Exception {
        ServerProcess server = launch(data, settings);
        try {
            server.port.get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            server.kill();
            throw new IllegalStateException("the server did not start: " + server.output(), e);
        }
        return server;
    }

    /** Starts a server without waiting for anything. */
    static ServerProcess launch(Path data, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dtailrace.log.level=INFO",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tailrace.cli.Tailrace",
                "server",
                "--listen",
                "127.0.0.1:0",
                "--data",
                data.toString()));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                }
                Matcher ready = READY.matcher(line);
                if (line.contains("accepts connections") && ready.matches()) {
                    port.complete(Integer.valueOf(ready.group(1)));
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(new UncheckedIOException(e));
        }
        port.completeExceptionally(new IllegalStateException("the server ended: " + output()));
    }

    String bootstrap() {
        return "127.0.0.1:" + port.join();
    }

    String output() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it as SIGTERM does, and gives its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("the server did not end: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
