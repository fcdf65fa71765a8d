package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock consumers that share a topic, come and leave while records keep coming. */
final class GroupUnderLoadTest {

    private static final String ASSIGNORS = "org.apache.kafka.clients.consumer.";
    private static final int PARTITIONS = 6;

    @TempDir
    Path directory;

    private BrokerServer server;
    private final Map<Integer, List<String>> seen = new ConcurrentHashMap<>();

    @BeforeEach
    void start() throws Exception {
        server = TestServers.start(directory);
        try (Admin admin = StockClients.admin(server)) {
            admin.createTopics(List.of(new NewTopic("shared", PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RangeAssignor", "RoundRobinAssignor", "StickyAssignor", "CooperativeStickyAssignor"})
    void shouldGiveEachRecordOnceThoughMembersComeAndLeave(String assignor) throws Exception {
        // given
        Map<String, Object> config = Map.of("partition.assignment.strategy", ASSIGNORS + assignor);
        AtomicBoolean produced = new AtomicBoolean();
        Thread load = new Thread(() -> produce(produced), "load");
        List<Member> members = new ArrayList<>();
        members.add(new Member(config));
        members.add(new Member(config));

        // when: a third comes, then one leaves, all under load
        load.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> owns(members, 3, 3));
            members.add(new Member(config));
            await().atMost(Duration.ofSeconds(30)).until(() -> owns(members, 2, 2, 2));
            members.remove(0).leave();
            await().atMost(Duration.ofSeconds(30)).until(() -> owns(members, 3, 3));
        } finally {
            produced.set(true);
            load.join(30_000);
        }

        // then
        Map<TopicPartition, Long> ends = ends();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> seen.values().stream().mapToLong(List::size).sum()
                        >= ends.values().stream().mapToLong(Long::longValue).sum());
        members.forEach(Member::leave);
        ends.forEach((partition, end) -> {
            List<String> expected = new ArrayList<>();
            for (long i = 0; i < end; i++) {
                expected.add("value-" + i);
            }
            assertThat(seen.get(partition.partition())).as(partition.toString()).isEqualTo(expected);
        });
    }

    @Test
    void shouldGiveAStaticMemberItsPartitionsBackWithoutARebalance() throws Exception {
        // given
        Member first = new Member(Map.of("group.instance.id", "one", "session.timeout.ms", 20_000));
        Member second = new Member(Map.of("group.instance.id", "two", "session.timeout.ms", 20_000));
        await().atMost(Duration.ofSeconds(30)).until(() -> owns(List.of(first, second), 3, 3));
        Collection<TopicPartition> before = first.assignment;
        int rebalancesOfSecond = second.rebalances.size();

        // when: it stops, which a static member does not tell, and comes back
        first.leave();
        Member again = new Member(Map.of("group.instance.id", "one", "session.timeout.ms", 20_000));
        await().atMost(Duration.ofSeconds(15)).until(() -> again.assignment.size() == 3);

        // then
        assertThat(again.assignment).containsExactlyInAnyOrderElementsOf(before);
        assertThat(second.rebalances).hasSize(rebalancesOfSecond);
        again.leave();
        second.leave();
    }

    @Test
    void shouldFenceTheElderOfTwoWithOneInstanceId() {
        Member elder = new Member(Map.of("group.instance.id", "one"));
        await().atMost(Duration.ofSeconds(30)).until(() -> elder.assignment.size() == PARTITIONS);
        Member younger = new Member(Map.of("group.instance.id", "one"));
        await().atMost(Duration.ofSeconds(30)).until(() -> younger.assignment.size() == PARTITIONS);
        await().atMost(Duration.ofSeconds(30)).until(() -> elder.failure != null);
        assertThat(elder.failure).isInstanceOf(org.apache.kafka.common.errors.FencedInstanceIdException.class);
        younger.leave();
    }

    private static boolean owns(List<Member> members, int... counts) {
        int[] actual =
                members.stream().mapToInt(member -> member.assignment.size()).toArray();
        return java.util.Arrays.equals(actual, counts);
    }

    private Map<TopicPartition, Long> ends() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new TopicPartition("shared", i));
        }
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "other", Map.of())) {
            return consumer.endOffsets(partitions);
        }
    }

    private void produce(AtomicBoolean done) {
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of("linger.ms", 2))) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; !done.get(); i++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    sent.add(producer.send(new ProducerRecord<>("shared", partition, null, "value-" + i)));
                }
                if (i % 20 == 0) {
                    producer.flush(); // keeps the load within what the members take
                }
            }
            for (Future<RecordMetadata> future : sent) {
                assertThat(future.get().hasOffset()).isTrue();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the load failed", e);
        }
    }

    /** A consumer with a thread of its own that commits what it has taken, at the latest when partitions are taken from it. */
    private final class Member implements ConsumerRebalanceListener {

        private final AtomicBoolean leaving = new AtomicBoolean();
        private final KafkaConsumer<String, String> consumer;
        private final Thread thread;
        final List<Collection<TopicPartition>> rebalances = new CopyOnWriteArrayList<>();
        volatile Collection<TopicPartition> assignment = List.of();
        volatile RuntimeException failure;

        Member(Map<String, Object> overrides) {
            Map<String, Object> config = new HashMap<>();
            config.put("heartbeat.interval.ms", 150);
            config.put("session.timeout.ms", 10_000);
            config.put("max.poll.records", 200);
            config.putAll(overrides);
            consumer = StockClients.consumer(server, "members", config);
            thread = new Thread(this::run, "member");
            thread.start();
        }

        void leave() {
            leaving.set(true);
            try {
                thread.join(30_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThat(failure).isNull();
        }

        private void run() {
            try (consumer) {
                consumer.subscribe(List.of("shared"), this);
                while (!leaving.get()) {
                    for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(50))) {
                        seen.computeIfAbsent(record.partition(), key -> Collections.synchronizedList(new ArrayList<>()))
                                .add(record.value());
                    }
                    assignment = List.copyOf(consumer.assignment());
                    commit();
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        private void commit() {
            try {
                consumer.commitSync();
            } catch (RebalanceInProgressException e) {
                // committed once the group has settled, or in onPartitionsRevoked
            } catch (CommitFailedException e) {
                // the next poll says why; what was lost by it would be seen twice
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            consumer.commitSync();
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            // they are others' already: nothing to commit
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            rebalances.add(partitions);
        }
    }
}
