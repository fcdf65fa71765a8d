package io.tailrace.samples.nexmark;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.OffsetSpec;
import io.tailrace.clients.admin.TopicDescription;
import io.tailrace.common.TopicPartition;
import io.tailrace.samples.nexmark.query.Query;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs Nexmark queries one after the other over the same events, and says how long each took. Results stay in the topics {@code nexmark-q…} of
 * the brokers; with the embedded log store they go when the run ends.
 */
public final class NexmarkDemo {

    private final NexmarkOptions options;
    private final PrintStream out;

    public NexmarkDemo(NexmarkOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public void run() throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("tailrace-nexmark");
        try {
            String bootstrap = Objects.requireNonNullElse(options.bootstrap(), "embedded:" + folder.resolve("log"));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) { // keeps an embedded store open
                run(admin, bootstrap, folder);
            }
        } finally {
            try (Stream<Path> content = Files.walk(folder)) {
                for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private void run(Admin admin, String bootstrap, Path folder)
            throws IOException, InterruptedException, ExecutionException {
        out.printf(
                Locale.ROOT,
                "writing %,d events, %,d a second of event time, to %d partitions%n",
                options.events().events(),
                options.events().eventsPerSecond(),
                options.partitions());
        new NexmarkRun(options, bootstrap, folder, "nexmark").prepare();
        out.printf("%-5s %10s %12s %12s%n", "query", "seconds", "events/s", "results");
        for (Query query : options.queries()) {
            NexmarkOptions one = new NexmarkOptions(
                    List.of(query), options.events(), options.bootstrap(), options.threads(), options.partitions());
            NexmarkRun.Outcome outcome =
                    new NexmarkRun(one, bootstrap, folder.resolve("state"), "nexmark-app-" + query.name()).run();
            out.printf(
                    Locale.ROOT,
                    "%-5s %10.2f %,12.0f %,12d%n",
                    query.name(),
                    outcome.seconds(),
                    outcome.events() / outcome.seconds(),
                    records(admin, query.resultTopic()));
        }
    }

    private static long records(Admin admin, String topic) throws InterruptedException, ExecutionException {
        TopicDescription description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        Map<TopicPartition, OffsetSpec> asked = description.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        return admin.listOffsets(asked).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }
}
