package io.tailrace.clients.consumer;

import static io.tailrace.clients.consumer.KafkaSide.consumer;
import static io.tailrace.clients.consumer.KafkaSide.createTopic;
import static io.tailrace.clients.consumer.KafkaSide.group;
import static io.tailrace.clients.consumer.KafkaSide.pollUntil;
import static io.tailrace.clients.consumer.KafkaSide.produce;
import static io.tailrace.clients.consumer.KafkaSide.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.RecordDeserializationException;
import io.tailrace.common.errors.WakeupException;
import io.tailrace.common.serialization.LongDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One consumer of ours on a real Apache Kafka broker. */
class ConsumerKafkaTest {

    /** Properties 6 to 8: in order, nothing left out, nothing twice. */
    private static void assertComplete(List<ConsumerRecord<String, String>> records, int partitions, int countEach) {
        Map<Integer, Integer> next = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            int expected = next.merge(record.partition(), 1, Integer::sum) - 1;
            assertThat(record.value()).isEqualTo(record.partition() + ":" + expected);
            assertThat(record.offset()).isEqualTo(expected);
        }
        assertThat(next)
                .hasSize(partitions)
                .allSatisfy((p, count) -> assertThat(count).isEqualTo(countEach));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldReadEveryRecordInOrderWithAnyCompression(String compression) {
        String topic = createTopic("compressed", 3);
        produce(topic, 3, 1_000, "compression.type", compression, "linger.ms", 5);

        try (TailraceConsumer<String, String> consumer = consumer("max.partition.fetch.bytes", 4_000)) {
            consumer.assign(
                    List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1), new TopicPartition(topic, 2)));
            List<ConsumerRecord<String, String>> records = take(consumer, 3_000);

            assertComplete(records, 3, 1_000);
            ConsumerRecord<String, String> first = records.get(0);
            assertThat(first.timestamp()).isEqualTo(1_000_000L);
            assertThat(first.key()).isEqualTo("k0");
            assertThat(first.serializedKeySize()).isEqualTo(2);
            assertThat(first.leaderEpoch()).contains(0);
            assertThat(consumer.currentLag(new TopicPartition(topic, 0))).hasValue(0);
        }
    }

    @Test
    void shouldSeekByOffsetTimeAndToTheEnds() {
        String topic = createTopic("seek", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        produce(topic, 1, 1_000);

        try (TailraceConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(partition));

            assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 0L);
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 1_000L);
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(Map.of(partition, 1_000_500L));
            assertThat(found.get(partition).offset()).isEqualTo(500);
            assertThat(found.get(partition).timestamp()).isEqualTo(1_000_500L);
            assertThat(consumer.offsetsForTimes(Map.of(partition, 2_000_000L))).containsEntry(partition, null);

            consumer.seek(partition, 500);
            assertThat(take(consumer, 1).get(0).value()).isEqualTo("0:500");
            consumer.seek(partition, new OffsetAndMetadata(10, java.util.Optional.of(0), ""));
            assertThat(take(consumer, 1).get(0).value()).isEqualTo("0:10");
            consumer.seekToEnd(List.of());
            assertThat(consumer.position(partition)).isEqualTo(1_000);
            consumer.seekToBeginning(List.of(partition));
            assertThat(take(consumer, 1).get(0).value()).isEqualTo("0:0");
        }
    }

    @Test
    void shouldResetAnOffsetOutOfRangeOrSaySo() {
        String topic = createTopic("range", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        produce(topic, 1, 10);

        try (TailraceConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 5_000);
            assertThat(take(consumer, 1).get(0).offset()).isEqualTo(0);
        }
        try (TailraceConsumer<String, String> consumer = consumer("auto.offset.reset", "none")) {
            consumer.assign(List.of(partition));
            assertThatThrownBy(() -> take(consumer, 1)).isInstanceOf(NoOffsetForPartitionException.class);
            consumer.seek(partition, 5_000);
            assertThatThrownBy(() -> take(consumer, 1))
                    .isInstanceOfSatisfying(
                            OffsetOutOfRangeException.class,
                            e -> assertThat(e.offsetOutOfRangePartitions()).containsEntry(partition, 5_000L));
            consumer.seek(partition, 3);
            assertThat(take(consumer, 1).get(0).offset()).isEqualTo(3);
        }
        try (TailraceConsumer<String, String> consumer = consumer("auto.offset.reset", "by_duration:PT1H")) {
            consumer.assign(List.of(partition));
            assertThat(consumer.position(partition)).isEqualTo(10); // all records are of 1970
        }
    }

    @Test
    void shouldCommitAndGoOnFromThere() {
        String topic = createTopic("commit", 2);
        TopicPartition partition = new TopicPartition(topic, 0);
        String group = group();
        produce(topic, 1, 100);
        List<String> order = new ArrayList<>();

        try (TailraceConsumer<String, String> consumer =
                consumer("group.id", group, "enable.auto.commit", false, "max.poll.records", 10)) {
            consumer.assign(List.of(partition));
            assertThat(take(consumer, 10)).hasSize(10);
            consumer.commitAsync((offsets, failure) -> order.add("first " + failure));
            consumer.commitAsync(
                    Map.of(partition, new OffsetAndMetadata(11, "eleven")),
                    (offsets, failure) -> order.add("second " + failure));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(12, "twelve")));
            assertThat(order).containsExactly("first null", "second null");
            Map<TopicPartition, OffsetAndMetadata> committed =
                    consumer.committed(Set.of(partition, new TopicPartition(topic, 1)));
            assertThat(committed.get(partition)).isEqualTo(new OffsetAndMetadata(12, "twelve"));
            assertThat(committed).containsEntry(new TopicPartition(topic, 1), null);
        }
        try (TailraceConsumer<String, String> consumer = consumer("group.id", group)) {
            consumer.assign(List.of(partition));
            assertThat(take(consumer, 1).get(0).offset()).isEqualTo(12);
        }
    }

    /** Property 48: what a poll has returned is committed by the next one at the earliest. */
    @Test
    void shouldAutoCommitOnlyWhatEarlierPollsReturned() {
        String topic = createTopic("auto", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        String group = group();
        produce(topic, 1, 100);

        try (TailraceConsumer<String, String> consumer =
                consumer("group.id", group, "auto.commit.interval.ms", 0, "max.poll.records", 10)) {
            consumer.subscribe(List.of(topic));
            assertThat(take(consumer, 10)).hasSize(10);
            assertThat(consumer.committed(Set.of(partition)).getOrDefault(partition, null))
                    .isIn(null, new OffsetAndMetadata(0));
            assertThat(take(consumer, 10)).hasSize(10);
            pollUntil(
                    () -> offset(consumer.committed(Set.of(partition)), partition) >= 10,
                    () -> assertThat(offset(consumer.committed(Set.of(partition)), partition))
                            .isLessThanOrEqualTo(10));
        }
        // Closing says that all is processed.
        try (TailraceConsumer<String, String> consumer = consumer("group.id", group)) {
            assertThat(offset(consumer.committed(Set.of(partition)), partition)).isEqualTo(20);
        }
    }

    private static long offset(Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
        OffsetAndMetadata found = committed.get(partition);
        return found == null ? -1 : found.offset();
    }

    @Test
    void shouldSkipAbortedRecordsAndWaitForOpenTransactions() {
        String topic = createTopic("txn", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaProducer<String, String> producer = KafkaSide.producer("transactional.id", topic);
                KafkaProducer<String, String> plain = KafkaSide.producer()) {
            producer.initTransactions();
            for (int i = 0; i < 6; i++) {
                producer.beginTransaction();
                for (int n = 0; n < 100; n++) {
                    KafkaSide.send(producer, topic, (i % 2 == 0 ? "committed " : "aborted ") + i + "/" + n);
                }
                producer.flush();
                KafkaSide.send(plain, topic, "plain " + i);
                plain.flush();
                if (i % 2 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
            producer.beginTransaction();
            KafkaSide.send(producer, topic, "open");
            producer.flush();
            KafkaSide.send(plain, topic, "after open");
            plain.flush();

            try (TailraceConsumer<String, String> consumer =
                            consumer("isolation.level", "read_committed", "max.partition.fetch.bytes", 1_000);
                    TailraceConsumer<String, String> dirty = consumer()) {
                consumer.assign(List.of(partition));
                List<String> values = new ArrayList<>(
                        take(consumer, 306).stream().map(ConsumerRecord::value).toList());
                assertThat(values).hasSize(306).noneMatch(value -> value.startsWith("aborted"));
                assertThat(consumer.poll(Duration.ofMillis(300))).isEmpty();
                assertThat(consumer.position(partition)).isEqualTo(612);
                assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 612L);

                dirty.assign(List.of(partition));
                assertThat(take(dirty, 608)).hasSize(608);
                assertThat(dirty.position(partition)).isEqualTo(614);

                producer.commitTransaction();
                assertThat(take(consumer, 2)).extracting(ConsumerRecord::value).containsExactly("open", "after open");
            }
        }
    }

    @Test
    void shouldStopAtARecordThatCannotBeReadUntilItIsPassed() {
        String topic = createTopic("poison", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaProducer<String, String> producer = KafkaSide.producer()) {
            KafkaSide.send(producer, topic, "12345678");
            KafkaSide.send(producer, topic, "short");
            KafkaSide.send(producer, topic, "87654321");
        }
        Map<String, Object> config =
                Map.of("bootstrap.servers", KafkaSide.bootstrap(), "auto.offset.reset", "earliest");
        try (TailraceConsumer<Long, Long> consumer =
                new TailraceConsumer<>(config, (String t, byte[] data) -> 0L, new LongDeserializer())) {
            consumer.assign(List.of(partition));
            List<Long> offsets = new ArrayList<>();
            pollUntil(
                    () -> offsets.size() == 1,
                    () -> consumer.poll(Duration.ofMillis(100)).forEach(r -> offsets.add(r.offset())));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10)))
                        .isInstanceOfSatisfying(RecordDeserializationException.class, e -> {
                            assertThat(e.topicPartition()).isEqualTo(partition);
                            assertThat(e.offset()).isEqualTo(1);
                            assertThat(e.origin())
                                    .isEqualTo(RecordDeserializationException.DeserializationExceptionOrigin.VALUE);
                        });
                assertThat(consumer.position(partition)).isEqualTo(1);
            }
            consumer.seek(partition, 2);
            pollUntil(
                    () -> offsets.size() == 2,
                    () -> consumer.poll(Duration.ofMillis(100)).forEach(r -> offsets.add(r.offset())));
            assertThat(offsets).containsExactly(0L, 2L);
        }
    }

    @Test
    void shouldPauseWakeUpAndListTopics() {
        String topic = createTopic("misc", 2);
        produce(topic, 2, 10);
        TopicPartition zero = new TopicPartition(topic, 0);
        TopicPartition one = new TopicPartition(topic, 1);

        try (TailraceConsumer<String, String> consumer = consumer()) {
            assertThat(consumer.partitionsFor(topic)).hasSize(2);
            assertThat(consumer.listTopics()).containsKey(topic);
            assertThat(consumer.partitionsFor("no-such-topic-" + topic)).isNotNull();
            consumer.assign(List.of(zero, one));
            consumer.pause(List.of(zero));
            assertThat(take(consumer, 10)).extracting(ConsumerRecord::partition).containsOnly(1);
            assertThat(consumer.poll(Duration.ofMillis(200))).isEmpty();
            consumer.resume(List.of(zero));
            assertThat(take(consumer, 10)).extracting(ConsumerRecord::partition).containsOnly(0);
            consumer.wakeup();
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(30))).isInstanceOf(WakeupException.class);
            assertThat(consumer.poll(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void shouldReadATopicMadeAnewFromItsFirstRecord() throws Exception {
        String topic = createTopic("anew", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        produce(topic, 1, 50);
        try (TailraceConsumer<String, String> consumer =
                        consumer("auto.offset.reset", "latest", "allow.auto.create.topics", false);
                var admin = KafkaSide.admin()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assertThat(take(consumer, 50)).hasSize(50);
            admin.deleteTopics(List.of(topic)).all().get();
            consumer.poll(Duration.ofMillis(300));
            pollUntil(
                    () -> {
                        try {
                            admin.createTopics(
                                            List.of(new org.apache.kafka.clients.admin.NewTopic(topic, 1, (short) 1)))
                                    .all()
                                    .get();
                            return true;
                        } catch (Exception e) {
                            return false;
                        }
                    },
                    () -> consumer.poll(Duration.ofMillis(100)));
            produce(topic, 1, 100);
            List<ConsumerRecord<String, String>> records = take(consumer, 100);
            assertThat(records.get(0).offset()).isEqualTo(0);
            assertThat(records).hasSize(100);
        }
    }
}
