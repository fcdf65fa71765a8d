package io.tailrace.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code tailrace demo clickstream} in a JVM of its own, embedded, on a terminal so that it often says how far it is. */
final class DemoProcess implements AutoCloseable {

    private static final Pattern PROCESSED = Pattern.compile("([0-9,]+) lines processed");

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final Thread reader = new Thread(this::readOutput, "demo-output");

    private DemoProcess(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    static DemoProcess start(Path output, int lines) throws IOException {
        return new DemoProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dtailrace.terminal.out=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.tailrace.cli.Tailrace",
                        "demo",
                        "clickstream",
                        "--output",
                        output.toString(),
                        "--lines",
                        Integer.toString(lines)))
                .redirectErrorStream(true)
                .start());
    }

    private void readOutput() {
        char[] buffer = new char[4096];
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                synchronized (output) {
                    output.append(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            synchronized (output) {
                output.append(e);
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How many lines this process says that it has processed. */
    long linesProcessed() {
        long last = 0;
        Matcher progress = PROCESSED.matcher(output());
        while (progress.find()) {
            last = Long.parseLong(progress.group(1).replace(",", ""));
        }
        return last;
    }

    String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("the demo did not end: " + output());
        }
        reader.join(TimeUnit.SECONDS.toMillis(10));
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
