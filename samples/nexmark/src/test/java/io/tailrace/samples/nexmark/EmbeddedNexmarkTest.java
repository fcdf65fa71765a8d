package io.tailrace.samples.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.consumer.Consumer;
import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.samples.nexmark.generator.GeneratorSettings;
import io.tailrace.samples.nexmark.query.Queries;
import io.tailrace.samples.nexmark.query.Query;
import io.tailrace.streams.test.TestRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All queries end to end on one embedded log store: several partitions, several threads, repartitioning, restored and committed state. */
class EmbeddedNexmarkTest {

    private static final int PARTITIONS = 3;

    /** Inputs are paused all the time, as there is room for few of their records. */
    private static final Map<String, Object> SMALL_BUFFERS =
            Map.of("buffered.records.per.partition", 20, "consumer.max.poll.records", 50);

    @TempDir
    Path folder;

    @Test
    void shouldGiveTheRightResultsOnAnEmbeddedLogStore() throws Exception {
        GeneratorSettings settings = GeneratorSettings.of(3_000, 100).asBeam();
        String bootstrap = "embedded:" + folder.resolve("log");
        Query byClock = Queries.named("q12"); // reads the same topic by another clock: an application of its own
        List<Query> others =
                Queries.all().stream().filter(query -> query != byClock).toList();
        try (Admin keepsOpen = Admin.create(
                        Map.of("bootstrap.servers", bootstrap, "embedded.group.initial.rebalance.delay.ms", 0));
                SqlOracle sql = new SqlOracle(QueryRun.events(settings))) {
            new NexmarkRun(options(Queries.all(), settings), bootstrap, folder, "all").prepare();
            new NexmarkRun(options(others, settings), bootstrap, folder, "others", SMALL_BUFFERS).run();
            new NexmarkRun(options(List.of(byClock), settings), bootstrap, folder, "by-clock").run();
            for (int number = 0; number < 10; number++) {
                assertThat(BeamOracle.ours(number, results(bootstrap, Queries.named("q" + number))))
                        .as("query %d", number)
                        .isEqualTo(BeamOracle.results(number, BeamOracle.configuration(3_000, 100, 1)));
            }
            for (int number = 11; number <= 20; number++) {
                assertThat(SqlQueriesTest.comparable(number, results(bootstrap, Queries.named("q" + number))))
                        .as("query %d", number)
                        .isEqualTo(sql.results(number));
            }
            assertThat(keepsOpen.listTopics().names().get()).isNotEmpty();
        }
    }

    private static NexmarkOptions options(List<Query> queries, GeneratorSettings settings) {
        return new NexmarkOptions(queries, settings, null, 2, PARTITIONS);
    }

    private static List<String> results(String bootstrap, Query query) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(query.resultTopic(), partition))
                .toList();
        try (Consumer<String, String> consumer = new TailraceConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<TestRecord<String, String>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    records.add(new TestRecord<>(record));
                }
            }
            return QueryRun.finalResults(query, records);
        }
    }
}
