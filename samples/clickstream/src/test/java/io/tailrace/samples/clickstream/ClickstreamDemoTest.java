package io.tailrace.samples.clickstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.broker.BrokerServer;
import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.testkit.KafkaBrokerFixture;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole run, file to files, against what {@link BatchTables} says: the same bytes wherever it runs. */
@Timeout(120)
final class ClickstreamDemoTest {

    @TempDir
    static Path shared;

    private static Path log;
    private static BatchTables expected;

    @TempDir
    Path folder;

    @BeforeAll
    static void workOutExpected() throws Exception {
        log = realLog();
        if (log == null) {
            log = shared.resolve("access.log");
            new AccessLogGenerator(1).write(log, 10_000);
        }
        expected = BatchTables.of(log);
        assertThat(expected.pages().lines()).hasSizeGreaterThan(100);
        assertThat(expected.sessions().lines()).hasSizeGreaterThan(100);
    }

    /** The log of a real site, where it lies beside the project. */
    private static @Nullable Path realLog() {
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            Path candidate = above.resolve("shared/data/clickstream/access.log");
            if (Files.isReadable(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    @Test
    void shouldGiveExpectedFilesEmbedded() throws Exception {
        runTwice(null);
    }

    @Test
    void shouldGiveExpectedFilesThroughServer() throws Exception {
        BrokerConfig config = new BrokerConfig(Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:0",
                "log.dirs",
                folder.resolve("server").toString()));
        try (BrokerServer server = BrokerServer.start(config)) {
            runTwice(server.bootstrapServers());
        }
    }

    @Test
    void shouldGiveExpectedFilesThroughApacheKafka() throws Exception {
        runTwice(KafkaBrokerFixture.shared().bootstrapServers());
    }

    /** With 1 thread, then into the same folder and on the same topics with 4: the second run must not see the first. */
    private void runTwice(@Nullable String bootstrap) throws Exception {
        Path output = folder.resolve("out");
        for (int threads : new int[] {1, 4}) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            new ClickstreamDemo(
                            new ClickstreamOptions(log, output, bootstrap, threads, 1),
                            new PrintStream(printed, true, StandardCharsets.UTF_8),
                            false)
                    .run();

            // Both are UTF-8, so that the same text is the same bytes.
            assertThat(Files.readString(output.resolve("pages.csv")))
                    .as("%d threads", threads)
                    .isEqualTo(expected.pages());
            assertThat(Files.readString(output.resolve("sessions.csv")))
                    .as("%d threads", threads)
                    .isEqualTo(expected.sessions());
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .startsWith("Reading ")
                    .contains("Top pages", "Longest sessions", "Lines that could not be used:");
            Files.delete(output.resolve("pages.csv"));
            Files.delete(output.resolve("sessions.csv"));
        }
    }
}
