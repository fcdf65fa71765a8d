package io.tailrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them, against a server process. */
class CommandLineTest {

    @TempDir
    private static Path folder;

    private static ServerProcess server;

    /** What a command said, and how it ended. */
    private record Outcome(int exitCode, String out, String err) {}

    @BeforeAll
    static void startServer() throws Exception {
        server = ServerProcess.start(folder.resolve("data"), Map.of());
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Test
    void shouldMakeListDescribeAndDeleteATopic() {
        assertThat(onServer("topic", "create", "clicks", "--partitions", "3").out())
                .contains("clicks", "3 partition");
        assertThat(onServer("topic", "list").out()).contains("clicks");
        assertThat(onServer("topic", "describe", "clicks").out()).contains("LEADER", "\n2 ");
        assertThat(onServer("topic", "delete", "clicks").exitCode()).isZero();
        assertThat(onServer("topic", "list").out()).doesNotContain("clicks");
    }

    @Test
    void shouldWriteAndReadKeysHeadersAndFormats() throws Exception {
        onServer("topic", "create", "scores", "--partitions", "1");
        Path lines = Files.writeString(folder.resolve("scores.txt"), "alice:7\nbob:-1\n");

        Outcome written = onServer(
                "produce",
                "scores",
                "--file",
                lines.toString(),
                "--key-separator",
                ":",
                "--value-format",
                "long",
                "--header",
                "source=test");
        assertThat(written.exitCode()).as(written.err()).isZero();

        Outcome read = onServer(
                "consume",
                "scores",
                "--from-beginning",
                "--until-end",
                "--print",
                "offset,headers,key",
                "--value-format",
                "long");
        assertThat(read.out()).isEqualTo("0\tsource=test\talice\t7\n1\tsource=test\tbob\t-1\n");
        assertThat(onServer("consume", "scores", "--from", "1", "--until-end", "--value-format", "long")
                        .out())
                .isEqualTo("-1\n");
    }

    @Test
    void shouldNameTheNearestTopicWhenOneIsMistyped() {
        onServer("topic", "create", "page-hits");

        Outcome outcome = onServer("consume", "page-hit", "--from-beginning", "--until-end");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("page-hit", "did you mean page-hits?");
    }

    @Test
    void shouldNameTheNearestOptionAndCommand() {
        assertThat(run("consume", "x", "--from-begining").err()).contains("--from-beginning");
        assertThat(run("tpoic", "list").err()).contains("topic");
        assertThat(run("tpoic", "list").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldNameTheNearestSettingOfTheServer() throws Exception {
        try (ServerProcess wrong = ServerProcess.launch(folder.resolve("other"), Map.of("log.retention.hour", "1"))) {
            assertThat(wrong.awaitExit()).isNotZero();
            assertThat(wrong.output()).contains("log.retention.hour", "log.retention.hours");
        }
    }

    @Test
    void shouldRefuseASecondServerOnTheSameData() throws Exception {
        try (ServerProcess second = ServerProcess.launch(folder.resolve("data"), Map.of())) {
            assertThat(second.awaitExit()).isNotZero();
            assertThat(second.output())
                    .contains(folder.resolve("data").toString())
                    .contains("is in use by the process with pid");
        }
    }

    @Test
    void shouldShowAGroupWithItsLag() throws Exception {
        onServer("topic", "create", "tasks", "--partitions", "1");
        Path lines = Files.writeString(folder.resolve("tasks.txt"), "a\nb\nc\n");
        onServer("produce", "tasks", "--file", lines.toString());
        assertThat(onServer("consume", "tasks", "--group", "workers", "--from-beginning", "--max", "3")
                        .out())
                .isEqualTo("a\nb\nc\n");
        onServer("produce", "tasks", "--file", lines.toString());

        assertThat(onServer("group", "list").out()).contains("workers");
        assertThat(onServer("group", "describe", "workers").out()).containsPattern("tasks +0 +3 +6 +3");
    }

    @Test
    void shouldExplainEveryCommandWithExamples() {
        for (String command :
                List.of("server", "topic", "produce", "consume", "group", "log", "connect", "demo", "bench")) {
            Outcome help = run(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).contains("Examples:", "tailrace " + command);
        }
    }

    @Test
    void shouldEndCleanlyOnSigterm() throws Exception {
        try (ServerProcess stopped = ServerProcess.start(folder.resolve("stopped"), Map.of())) {
            assertThat(stopped.stop()).isZero();
        }
        try (ServerProcess again = ServerProcess.start(folder.resolve("stopped"), Map.of())) {
            assertThat(again.output()).doesNotContainIgnoringCase("recover");
        }
    }

    private static Outcome onServer(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--bootstrap";
        all[arguments.length + 1] = server.bootstrap();
        return run(all);
    }

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Tailrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }
}
