package io.tailrace.clients.consumer;

import static io.tailrace.clients.consumer.KafkaSide.consumer;
import static io.tailrace.clients.consumer.KafkaSide.createTopic;
import static io.tailrace.clients.consumer.KafkaSide.group;
import static io.tailrace.clients.consumer.KafkaSide.pollUntil;
import static io.tailrace.clients.consumer.KafkaSide.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of our consumers, and of ours and Kafka's, on a real Apache Kafka broker. */
class GroupKafkaTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    /** Writes down what it is told. */
    private static final class Journal implements ConsumerRebalanceListener {
        final List<String> events = new ArrayList<>();

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            events.add("revoked " + partitions.size());
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            events.add("assigned " + partitions.size());
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            events.add("lost " + partitions.size());
        }
    }

    private static void pollAll(List<TailraceConsumer<String, String>> consumers, Map<String, Integer> seen) {
        for (TailraceConsumer<String, String> consumer : consumers) {
            for (ConsumerRecord<String, String> record : consumer.poll(SHORT)) {
                seen.merge(record.value(), 1, Integer::sum);
            }
        }
    }

    /** Property 47: every partition has one owner. */
    private static boolean isShared(List<TailraceConsumer<String, String>> consumers, int partitions) {
        Set<TopicPartition> owned = new HashSet<>();
        int count = 0;
        for (TailraceConsumer<String, String> consumer : consumers) {
            if (consumer.assignment().isEmpty()) return false;
            owned.addAll(consumer.assignment());
            count += consumer.assignment().size();
        }
        return owned.size() == partitions && count == partitions;
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                RangeAssignor.class,
                RoundRobinAssignor.class,
                StickyAssignor.class,
                CooperativeStickyAssignor.class
            })
    void shouldShareATopicAmongThreeAndGoOnWhenOneLeaves(Class<?> assignor) {
        String topic = createTopic("shared", 6);
        String group = group();
        produce(topic, 6, 200);
        Map<String, Integer> seen = new TreeMap<>();
        List<TailraceConsumer<String, String>> consumers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                TailraceConsumer<String, String> consumer = consumer(
                        "group.id",
                        group,
                        "heartbeat.interval.ms",
                        100,
                        "partition.assignment.strategy",
                        assignor.getName());
                consumer.subscribe(List.of(topic));
                consumers.add(consumer);
            }
            pollUntil(() -> isShared(consumers, 6), () -> pollAll(consumers, seen));
            consumers.remove(1).close();
            pollUntil(() -> isShared(consumers, 6), () -> pollAll(consumers, seen));
            produce(topic, 6, 1); // one more of each of 0:0 to 5:0
            pollUntil(
                    () -> seen.size() == 1_200 && IntStream.range(0, 6).allMatch(p -> seen.get(p + ":0") >= 2),
                    () -> pollAll(consumers, seen));
            // Commits were given along with the partitions: nothing came twice but what was produced twice.
            assertThat(seen.values().stream().mapToInt(n -> n).sum()).isEqualTo(1_206);
        } finally {
            consumers.forEach(TailraceConsumer::close);
        }
    }

    @Test
    void shouldTellTheListenerInTheOrderOfTheProtocols() {
        for (Class<?> assignor : List.of(RangeAssignor.class, CooperativeStickyAssignor.class)) {
            String topic = createTopic("journal", 4);
            Object[] config = {
                "group.id", group(), "heartbeat.interval.ms", 100, "partition.assignment.strategy", assignor.getName()
            };
            Journal journal = new Journal();
            Journal second = new Journal();
            TailraceConsumer<String, String> one = consumer(config);
            TailraceConsumer<String, String> two = consumer(config);
            one.subscribe(List.of(topic), journal);
            pollUntil(() -> one.assignment().size() == 4, () -> one.poll(SHORT));
            two.subscribe(List.of(topic), second);
            pollUntil(() -> one.assignment().size() == 2 && two.assignment().size() == 2, () -> {
                one.poll(SHORT);
                two.poll(SHORT);
            });
            two.close();
            one.close();

            if (assignor == RangeAssignor.class) {
                assertThat(journal.events)
                        .startsWith("assigned 4", "revoked 4", "assigned 2")
                        .endsWith("revoked 2");
                assertThat(second.events).containsExactly("assigned 2", "revoked 2");
            } else {
                assertThat(journal.events)
                        .startsWith("assigned 4", "revoked 2", "assigned 0")
                        .endsWith("revoked 2");
                assertThat(second.events).containsSubsequence("assigned 2", "revoked 2"); // maybe "assigned 0" first
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RangeAssignor", "CooperativeStickyAssignor", "StickyAssignor"})
    void shouldShareAGroupWithKafkasConsumer(String assignor) {
        String topic = createTopic("mixed", 6);
        String group = group();
        produce(topic, 6, 100);
        Set<String> seen = new HashSet<>();
        Map<String, Object> kafkaConfig = new HashMap<>(Map.of(
                "bootstrap.servers",
                KafkaSide.bootstrap(),
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "heartbeat.interval.ms",
                100,
                "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer." + assignor));
        try (KafkaConsumer<String, String> theirs =
                        new KafkaConsumer<>(kafkaConfig, new StringDeserializer(), new StringDeserializer());
                TailraceConsumer<String, String> first = consumer(
                        "group.id",
                        group,
                        "heartbeat.interval.ms",
                        100,
                        "partition.assignment.strategy",
                        "io.tailrace.clients.consumer." + assignor);
                TailraceConsumer<String, String> second = consumer(
                        "group.id",
                        group,
                        "heartbeat.interval.ms",
                        100,
                        "partition.assignment.strategy",
                        "io.tailrace.clients.consumer." + assignor)) {
            first.subscribe(List.of(topic)); // ours leads, as the first to come
            pollUntil(
                    () -> first.assignment().size() == 6,
                    () -> first.poll(SHORT).forEach(r -> seen.add(r.value())));
            theirs.subscribe(List.of(topic));
            second.subscribe(List.of(topic));
            Runnable poll = () -> {
                first.poll(SHORT).forEach(r -> seen.add(r.value()));
                second.poll(SHORT).forEach(r -> seen.add(r.value()));
                theirs.poll(SHORT).forEach(r -> seen.add(r.value()));
            };
            pollUntil(
                    () -> first.assignment().size() == 2
                            && second.assignment().size() == 2
                            && theirs.assignment().size() == 2,
                    poll);
            first.close(); // now theirs may lead
            pollUntil(
                    () -> second.assignment().size() == 3 && theirs.assignment().size() == 3, () -> {
                        second.poll(SHORT).forEach(r -> seen.add(r.value()));
                        theirs.poll(SHORT).forEach(r -> seen.add(r.value()));
                    });
            pollUntil(() -> seen.size() == 600, () -> {
                second.poll(SHORT).forEach(r -> seen.add(r.value()));
                theirs.poll(SHORT).forEach(r -> seen.add(r.value()));
            });
            // What one commits the other sees.
            second.commitSync();
            TopicPartition mine = second.assignment().iterator().next();
            var asTheirs = new org.apache.kafka.common.TopicPartition(mine.topic(), mine.partition());
            assertThat(theirs.committed(Set.of(asTheirs)).get(asTheirs).offset())
                    .isEqualTo(100);
            theirs.commitSync();
            var yours = theirs.assignment().iterator().next();
            TopicPartition asMine = new TopicPartition(yours.topic(), yours.partition());
            assertThat(second.committed(Set.of(asMine)).get(asMine).offset()).isEqualTo(100);
        }
    }

    @Test
    void shouldKeepThePlaceOfAStaticMemberOverARestart() {
        String topic = createTopic("static", 4);
        String group = group();
        Object[] config = {"group.id", group, "group.instance.id", "one", "heartbeat.interval.ms", 100};
        Object[] other = {"group.id", group, "group.instance.id", "two", "heartbeat.interval.ms", 100};
        Journal journal = new Journal();
        try (TailraceConsumer<String, String> two = consumer(other)) {
            TailraceConsumer<String, String> one = consumer(config);
            one.subscribe(List.of(topic));
            two.subscribe(List.of(topic), journal);
            TailraceConsumer<String, String> before = one;
            pollUntil(() -> before.assignment().size() == 2 && two.assignment().size() == 2, () -> {
                before.poll(SHORT);
                two.poll(SHORT);
            });
            int generation = two.groupMetadata().generationId();
            Set<TopicPartition> held = one.assignment();
            int events = journal.events.size();
            one.close();

            try (TailraceConsumer<String, String> again = consumer(config)) {
                again.subscribe(List.of(topic));
                pollUntil(() -> again.assignment().size() == 2, () -> {
                    again.poll(SHORT);
                    two.poll(SHORT);
                });
                assertThat(again.assignment()).isEqualTo(held);
                assertThat(two.groupMetadata().generationId()).isEqualTo(generation);
                assertThat(journal.events).hasSize(events);
            }
        }
    }

    @Test
    void shouldFollowAPatternToNewTopics() {
        String first = createTopic("pattern-x", 1);
        String prefix = first.substring(0, first.length() - 4);
        try (TailraceConsumer<String, String> consumer =
                consumer("group.id", group(), "metadata.max.age.ms", 500, "heartbeat.interval.ms", 100)) {
            consumer.subscribe(Pattern.compile(Pattern.quote(prefix) + ".*"));
            pollUntil(() -> consumer.assignment().size() == 1, () -> consumer.poll(SHORT));
            assertThat(consumer.subscription()).containsExactly(first);
            String second = createTopic(prefix, 2);
            pollUntil(() -> consumer.assignment().size() == 3, () -> consumer.poll(SHORT));
            assertThat(consumer.subscription()).containsExactlyInAnyOrder(first, second);
        }
    }

    @Test
    void shouldLoseItsPartitionsWhenItDoesNotPoll() {
        String topic = createTopic("away", 2);
        String group = group();
        produce(topic, 2, 10);
        Journal journal = new Journal();
        Object[] config = {
            "group.id", group, "max.poll.interval.ms", 1_500, "heartbeat.interval.ms", 200, "enable.auto.commit", false
        };
        try (TailraceConsumer<String, String> away = consumer(config);
                TailraceConsumer<String, String> other = consumer(config)) {
            away.subscribe(List.of(topic), journal);
            pollUntil(
                    () -> away.assignment().size() == 2 && away.position(new TopicPartition(topic, 0)) > 0,
                    () -> away.poll(SHORT));
            other.subscribe(List.of(topic));
            pollUntil(() -> other.assignment().size() == 2, () -> other.poll(SHORT));

            assertThatThrownBy(away::commitSync).isInstanceOf(CommitFailedException.class);
            pollUntil(() -> journal.events.contains("lost 2"), () -> {
                away.poll(SHORT);
                other.poll(SHORT);
            });
            pollUntil(() -> away.assignment().size() == 1 && other.assignment().size() == 1, () -> {
                away.poll(SHORT);
                other.poll(SHORT);
            });
        }
    }

    @Test
    void shouldUnsubscribeAndSubscribeToOthers() {
        String first = createTopic("first", 1);
        String second = createTopic("second", 2);
        Journal journal = new Journal();
        try (TailraceConsumer<String, String> consumer = consumer("group.id", group(), "heartbeat.interval.ms", 100)) {
            consumer.subscribe(List.of(first), journal);
            pollUntil(() -> consumer.assignment().size() == 1, () -> consumer.poll(SHORT));
            consumer.subscribe(Arrays.asList(first, second), journal);
            pollUntil(() -> consumer.assignment().size() == 3, () -> consumer.poll(SHORT));
            int generation = consumer.groupMetadata().generationId();
            consumer.enforceRebalance("for the test");
            pollUntil(
                    () -> consumer.groupMetadata().generationId() > generation
                            && consumer.assignment().size() == 3,
                    () -> consumer.poll(SHORT));
            consumer.unsubscribe();
            assertThat(consumer.assignment()).isEmpty();
            assertThat(journal.events).last().isEqualTo("revoked 3");
            assertThatThrownBy(() -> consumer.poll(SHORT)).isInstanceOf(IllegalStateException.class);
            consumer.assign(List.of(new TopicPartition(second, 1)));
            assertThat(consumer.position(new TopicPartition(second, 1))).isZero();
        }
    }
}
