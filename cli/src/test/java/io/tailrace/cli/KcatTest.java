package io.tailrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kcat, that is librdkafka, against a server process. It is installed by {@code .ci/install-tools}; without it this fails. */
class KcatTest {

    private static final int RECORDS = 200_000;

    @TempDir
    private static Path folder;

    private static ServerProcess server;

    @BeforeAll
    static void startServer() throws Exception {
        server = ServerProcess.start(folder.resolve("data"), Map.of("num.partitions", "1"));
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldProduceAndConsumeEveryRecordInOrder(String compression) throws Exception {
        String topic = "kcat-" + compression;
        StringBuilder input = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            String line = "record number " + i;
            expected.add(line);
            input.append(line).append('\n');
        }
        Path file = Files.writeString(folder.resolve(topic), input);

        kcat(file, "-P", "-t", topic, "-z", compression);

        List<String> consumed = kcat(null, "-C", "-t", topic, "-o", "beginning", "-e", "-q");
        assertThat(consumed).isEqualTo(expected);
    }

    @Test
    void shouldListTopicsAndSeekByTime() throws Exception {
        Path file = Files.writeString(folder.resolve("by-time"), "k1:early\n");
        kcat(file, "-P", "-t", "by-time", "-K", ":");
        long later = System.currentTimeMillis() + 1;
        org.awaitility.Awaitility.await().until(() -> System.currentTimeMillis() > later);
        long split = System.currentTimeMillis();
        Files.writeString(file, "k2:late\n");
        kcat(file, "-P", "-t", "by-time", "-K", ":");

        assertThat(kcat(null, "-C", "-t", "by-time", "-o", "s@" + split, "-e", "-q", "-K", ":"))
                .containsExactly("k2:late");
        assertThat(String.join("\n", kcat(null, "-L"))).contains("topic \"by-time\" with 1 partitions");
    }

    @Test
    void shouldReadAsAGroupAndGoOnWhereItStopped() throws Exception {
        Path file = Files.writeString(folder.resolve("grouped"), "one\ntwo\nthree\n");
        kcat(file, "-P", "-t", "grouped");

        List<String> first =
                kcat(null, "-G", "readers", "-X", "auto.offset.reset=earliest", "-c", "3", "-q", "grouped");
        Files.writeString(file, "four\n");
        kcat(file, "-P", "-t", "grouped");
        List<String> second =
                kcat(null, "-G", "readers", "-X", "auto.offset.reset=earliest", "-c", "1", "-q", "grouped");

        assertThat(first).containsExactly("one", "two", "three");
        assertThat(second).containsExactly("four");
    }

    private static List<String> kcat(Path input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kcat", "-b", server.bootstrap()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("kcat-errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return lines;
    }
}
