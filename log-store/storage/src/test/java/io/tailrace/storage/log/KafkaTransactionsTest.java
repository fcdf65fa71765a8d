package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tailrace.storage.AppendError;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.producer.TransactionClaim;
import io.tailrace.storage.producer.VerificationGuard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TransactionCoordinatorFencedException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.common.RequestLocal;
import org.apache.kafka.server.util.KafkaScheduler;
import org.apache.kafka.storage.internals.log.AbortedTxn;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our log and Apache Kafka's {@code UnifiedLog} are given the same batches, allowed ones and forbidden ones, with equal
 * cuts, high watermarks and restarts: they must refuse the same ones for the same reason and agree on what is stable and what
 * was aborted. Then each opens what the other has written.
 */
class KafkaTransactionsTest {

    private static final UUID ID = new UUID(3, 4);
    private static final int SEGMENT_BYTES = 2048;
    private static final int PRODUCERS = 4;
    private static final int SEEDS = 6;

    private static final Map<Class<? extends Exception>, AppendError> REASONS = Map.of(
            InvalidProducerEpochException.class, AppendError.INVALID_PRODUCER_EPOCH,
            InvalidTxnStateException.class, AppendError.INVALID_TXN_STATE,
            OutOfOrderSequenceException.class, AppendError.OUT_OF_ORDER_SEQUENCE,
            TransactionCoordinatorFencedException.class, AppendError.TRANSACTION_COORDINATOR_FENCED);

    @TempDir
    Path temporary;

    private final KafkaScheduler kafkaScheduler = new KafkaScheduler(1);
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Set<AppendError> reasons = EnumSet.noneOf(AppendError.class);
    private Path ours;
    private Path theirs;
    private LogStore store;
    private PartitionLog log;
    private UnifiedLog kafka;

    @BeforeEach
    void start() {
        scheduler.advance(System.currentTimeMillis() - scheduler.wallMs()); // Kafka forgets producers by record time
        kafkaScheduler.startup();
    }

    @AfterEach
    void stop() throws InterruptedException {
        kafkaScheduler.shutdown();
    }

    private void openOurs(Path directory) {
        LogConfig config = LogConfig.defaults()
                .withSegmentBytes(SEGMENT_BYTES)
                .withIndexIntervalBytes(100)
                .withDurability(Durability.OS);
        store = LogStore.open(
                directory, new NioDisk(), LogStoreConfig.defaults().withLogDefaults(config), scheduler, scheduler);
        log = store.openOrCreate("t", 0, ID, config);
        log.updateHighWatermark(0); // as Kafka's does when it is opened
    }

    private void openTheirs(Path directory) throws IOException {
        Path partition = directory.resolve("t-0");
        Files.createDirectories(partition);
        kafka = UnifiedLog.create(
                partition.toFile(),
                new org.apache.kafka.storage.internals.log.LogConfig(Map.of(
                        "segment.bytes",
                        Integer.toString(1 << 20),
                        "internal.segment.bytes",
                        Integer.toString(SEGMENT_BYTES),
                        "index.interval.bytes",
                        "100",
                        "message.timestamp.after.max.ms",
                        Long.toString(Long.MAX_VALUE))),
                0,
                0,
                kafkaScheduler,
                new BrokerTopicStats(),
                Time.SYSTEM,
                Integer.MAX_VALUE,
                new ProducerStateManagerConfig(Integer.MAX_VALUE, true),
                Integer.MAX_VALUE,
                new LogDirFailureChannel(1),
                true,
                Optional.empty());
    }

    private void open(long seed) throws IOException {
        ours = temporary.resolve("ours-" + seed);
        theirs = temporary.resolve("theirs-" + seed);
        openOurs(ours);
        openTheirs(theirs);
    }

    private void close() {
        store.close();
        scheduler.forgetAll();
        kafka.close();
    }

    private static String kafkaOutcome(Attempt attempt) throws IOException {
        try {
            return "at " + attempt.run();
        } catch (InvalidProducerEpochException
                | InvalidTxnStateException
                | OutOfOrderSequenceException
                | TransactionCoordinatorFencedException e) {
            return String.valueOf(REASONS.get(e.getClass()));
        }
    }

    private String ourOutcome(Attempt attempt) throws IOException {
        try {
            return "at " + attempt.run();
        } catch (AppendRejectedException e) {
            reasons.add(e.reason());
            return e.reason().toString();
        }
    }

    private interface Attempt {
        long run() throws IOException;
    }

    private static MemoryRecords copy(ByteBuf batch) {
        return MemoryRecords.readableRecords(ByteBuffer.wrap(ByteBufUtil.getBytes(batch)));
    }

    /** One producer as the test thinks of it; it is wrong now and then on purpose. */
    private static final class Producer {
        int epoch;
        int sequence;
        int coordinatorEpoch;
    }

    private final class Comparison {
        private final Random random;
        private final List<Producer> producers = new ArrayList<>();

        Comparison(long seed) {
            random = new Random(seed);
            for (int i = 0; i < PRODUCERS; i++) {
                producers.add(new Producer());
            }
        }

        void step() throws IOException {
            int id = random.nextInt(PRODUCERS);
            switch (random.nextInt(10)) {
                case 0 -> appendPlain();
                case 1 -> appendData(id, false);
                case 2, 3 -> endTransaction(id);
                case 4 -> raiseHighWatermark();
                case 5 -> cut();
                default -> appendData(id, true);
            }
        }

        private void appendPlain() throws IOException {
            ByteBuf batch = Batches.of(now(), "plain");
            MemoryRecords copy = copy(batch);
            long expected = kafka.appendAsLeader(copy, 1).firstOffset();
            assertThat(log.append(batch, 1, AppendOrigin.CLIENT).baseOffset()).isEqualTo(expected);
        }

        private long now() {
            return scheduler.wallMs();
        }

        private void appendData(int id, boolean transactional) throws IOException {
            Producer producer = producers.get(id);
            int epoch = Math.max(0, producer.epoch + (random.nextInt(12) == 0 ? random.nextInt(3) - 1 : 0));
            int sequence = epoch > producer.epoch && random.nextInt(4) > 0
                    ? 0
                    : producer.sequence + (random.nextInt(12) == 0 ? 3 : 0);
            boolean asks = random.nextInt(12) > 0;
            boolean bumps = random.nextBoolean();
            ByteBuf batch = transactional
                    ? Batches.transactional(now(), id, epoch, sequence, "a", "b")
                    : Batches.idempotent(now(), id, epoch, sequence, "a", "b");
            MemoryRecords copy = copy(batch);
            boolean asked = transactional && asks;
            String expected = kafkaOutcome(() -> {
                var guard = asked
                        ? kafka.maybeStartTransactionVerification(id, sequence, (short) epoch, bumps)
                        : org.apache.kafka.storage.internals.log.VerificationGuard.SENTINEL;
                return kafka.appendAsLeader(
                                copy,
                                1,
                                org.apache.kafka.storage.internals.log.AppendOrigin.CLIENT,
                                RequestLocal.noCaching(),
                                guard,
                                (short) 2)
                        .firstOffset();
            });
            String actual = ourOutcome(() -> {
                VerificationGuard guard = asked ? log.beginVerification(id, (short) epoch, sequence, bumps) : null;
                TransactionClaim claim = guard == null ? TransactionClaim.NONE : TransactionClaim.verified(guard);
                return log.append(batch, 1, AppendOrigin.CLIENT, claim).baseOffset();
            });
            assertThat(actual)
                    .as("batch of %d, epoch %d, sequence %d, transactional %s", id, epoch, sequence, transactional)
                    .isEqualTo(expected);
            if (actual.startsWith("at ")) {
                producer.epoch = epoch;
                producer.sequence = sequence + 2;
            }
        }

        private void endTransaction(int id) throws IOException {
            Producer producer = producers.get(id);
            int version = random.nextInt(3);
            int epoch = Math.max(0, producer.epoch + (version == 2 ? 1 : 0) - (random.nextInt(8) == 0 ? 1 : 0));
            int coordinatorEpoch =
                    Math.max(0, producer.coordinatorEpoch + (random.nextInt(8) == 0 ? random.nextInt(3) - 1 : 0));
            ByteBuf marker = Batches.marker(
                    random.nextBoolean()
                            ? io.tailrace.protocol.record.ControlRecordType.ABORT
                            : io.tailrace.protocol.record.ControlRecordType.COMMIT,
                    coordinatorEpoch,
                    now(),
                    id,
                    epoch);
            MemoryRecords copy = copy(marker);
            String expected = kafkaOutcome(() -> kafka.appendAsLeader(
                            copy,
                            1,
                            org.apache.kafka.storage.internals.log.AppendOrigin.COORDINATOR,
                            RequestLocal.noCaching(),
                            org.apache.kafka.storage.internals.log.VerificationGuard.SENTINEL,
                            (short) version)
                    .firstOffset());
            String actual =
                    ourOutcome(() -> log.append(marker, 1, AppendOrigin.COORDINATOR, TransactionClaim.marker(version))
                            .baseOffset());
            assertThat(actual)
                    .as("marker of %d, epoch %d, version %d, coordinator %d", id, epoch, version, coordinatorEpoch)
                    .isEqualTo(expected);
            if (actual.startsWith("at ")) {
                producer.sequence = epoch == producer.epoch ? producer.sequence : 0;
                producer.epoch = epoch;
                producer.coordinatorEpoch = coordinatorEpoch;
            }
        }

        private void raiseHighWatermark() throws IOException {
            long from = kafka.highWatermark();
            long to = from + random.nextInt((int) (kafka.logEndOffset() - from) + 1);
            kafka.updateHighWatermark(to);
            log.updateHighWatermark(to);
        }

        /** Only what is above the high watermark is ever cut. */
        private void cut() throws IOException {
            if (random.nextInt(8) > 0) {
                return;
            }
            long from = kafka.highWatermark();
            long to = from + random.nextInt((int) (kafka.logEndOffset() - from) + 1);
            to = log.truncateTo(to); // Kafka would keep an offset within a batch as its end
            kafka.truncateTo(to);
            kafka.updateHighWatermark(to); // after a cut it does not know which markers are below it
            log.updateHighWatermark(to);
            for (int id = 0; id < PRODUCERS; id++) {
                kafka.producerStateManager()
                        .clearVerificationStateEntry(id); // as ours does: another leader has been here
            }
            for (Producer producer : producers) {
                producer.sequence = 0;
                producer.epoch = 0;
            }
            log.activeProducers().forEach(view -> {
                Producer producer = producers.get((int) view.producerId());
                producer.epoch = view.producerEpoch();
                producer.sequence = view.lastSequence() + 1;
                producer.coordinatorEpoch = Math.max(0, view.coordinatorEpoch());
            });
        }

        void compare() {
            assertThat(log.endOffset()).isEqualTo(kafka.logEndOffset());
            assertThat(ourProducers()).isEqualTo(theirProducers());
            assertThat(log.highWatermark()).isEqualTo(kafka.highWatermark());
            assertThat(log.lastStableOffset()).as("last stable offset").isEqualTo(kafka.lastStableOffset());
            int end = (int) kafka.logEndOffset();
            long from = random.nextInt(end + 1);
            long to = from + random.nextInt((int) (end - from) + 1);
            assertThat(ourAborted(from, to))
                    .as("aborted from %d to %d", from, to)
                    .isEqualTo(theirAborted(from, to));
        }
    }

    private Set<String> ourProducers() {
        Set<String> all = new TreeSet<>();
        log.activeProducers()
                .forEach(view -> all.add(view.producerId() + " epoch " + view.producerEpoch() + " sequence "
                        + view.lastSequence() + " open " + view.currentTransactionStartOffset() + " coordinator "
                        + view.coordinatorEpoch()));
        return all;
    }

    private Set<String> theirProducers() {
        Set<String> all = new TreeSet<>();
        kafka.activeProducers()
                .forEach(state -> all.add(state.producerId() + " epoch " + state.producerEpoch() + " sequence "
                        + state.lastSequence() + " open " + state.currentTxnStartOffset() + " coordinator "
                        + state.coordinatorEpoch()));
        return all;
    }

    private List<String> ourAborted(long from, long to) {
        return log.abortedTransactions(from, to).stream()
                .map(one -> one.producerId() + ": " + one.firstOffset() + ".." + one.lastOffset() + ", "
                        + one.lastStableOffset())
                .toList();
    }

    private List<String> theirAborted(long from, long to) {
        return kafka.collectAbortedTransactions(from, to).stream()
                .filter(one -> one.lastOffset() >= from && one.firstOffset() < to) // it finds them by position
                .map((AbortedTxn one) -> one.producerId() + ": " + one.firstOffset() + ".." + one.lastOffset() + ", "
                        + one.lastStableOffset())
                .toList();
    }

    @Test
    void shouldDecideAsKafkaDoesAndReadWhatItWrote() {
        Seeds.forEach(SEEDS, this::compareAll);
        if (Seeds.count(SEEDS) >= SEEDS) { // a single seed may not meet them all
            assertThat(reasons).as("reasons met").containsAll(List.copyOf(REASONS.values()));
        }
    }

    private void compareAll(long seed) throws IOException {
        open(seed);
        Comparison comparison = new Comparison(seed);
        for (int step = 0; step < 300; step++) {
            comparison.step();
            comparison.compare();
            if (step % 100 == 99) {
                close();
                openOurs(ours);
                openTheirs(theirs);
                long highWatermark = kafka.logEndOffset();
                kafka.updateHighWatermark(highWatermark);
                log.updateHighWatermark(highWatermark);
                comparison.compare();
            }
        }
        exchange(comparison);
        close();
    }

    /** Each opens the other's directory: with all files, and when transaction indexes have been lost. */
    private void exchange(Comparison comparison) throws IOException {
        long end = kafka.logEndOffset();
        List<String> aborted = theirAborted(0, end);
        assertThat(aborted).isNotEmpty();
        close();
        openOurs(theirs);
        openTheirs(ours);
        kafka.updateHighWatermark(end);
        log.updateHighWatermark(end);
        comparison.compare();
        assertThat(ourAborted(0, end)).isEqualTo(aborted);
        assertThat(theirAborted(0, end)).isEqualTo(aborted);
        close();
        deleteTransactionIndexes(theirs);
        openOurs(theirs);
        openTheirs(ours);
        assertThat(ourAborted(0, end)).isEqualTo(aborted);
    }

    private static void deleteTransactionIndexes(Path directory) throws IOException {
        List<Path> files = new LogCorrupter(directory.resolve("t-0")).files(".txnindex");
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
