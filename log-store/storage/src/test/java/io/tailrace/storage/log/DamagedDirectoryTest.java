package io.tailrace.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tailrace.storage.CorruptLogException;
import io.tailrace.storage.disk.NioDisk;
import io.tailrace.storage.recovery.LogLoader;
import io.tailrace.storage.segment.TimestampedOffset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Starts on directories that were damaged by hand (properties 33, 34, 35). */
class DamagedDirectoryTest {

    private static final int BATCHES = 120;
    private static final LogConfig CONFIG =
            LogConfig.defaults().withSegmentBytes(2048).withIndexIntervalBytes(200);
    private static final LogStoreConfig STORE_CONFIG = LogStoreConfig.defaults().withLogDefaults(CONFIG);

    @TempDir
    Path directory;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<String> written = new ArrayList<>();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LogLoader.class);
    private LogStore store;
    private LogCorrupter corrupter;

    @BeforeEach
    void writeALog() {
        events.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(events);
        open();
        PartitionLog log = store.openOrCreate("t", 0, new UUID(1, 2), CONFIG);
        for (int i = 0; i < BATCHES; i++) {
            log.append(Batches.idempotent(1000L + i, 9, 0, i, "value-" + i), i / 40, AppendOrigin.CLIENT);
            written.add("value-" + i);
        }
        corrupter = new LogCorrupter(directory.resolve("t-0"));
    }

    @AfterEach
    void close() {
        logger.detachAppender(events);
        store.close();
    }

    private PartitionLog open() {
        store = LogStore.open(directory, new NioDisk(), STORE_CONFIG, scheduler, scheduler);
        return store.log("t", 0);
    }

    private void kill() {
        scheduler.runDue();
        store.abandon();
    }

    private static void assertComplete(PartitionLog log, List<String> values) {
        assertThat(Batches.values(log, 500)).isEqualTo(values);
        for (int i = 0; i < values.size(); i += 11) {
            TimestampedOffset found = log.offsetForTimestamp(1000L + i);
            assertThat(found).isNotNull();
            assertThat(found.offset()).isEqualTo(i);
            assertThat(log.read(i, 1, Long.MAX_VALUE, true).records().release()).isTrue();
        }
        assertThat(log.latestLeaderEpoch()).isEqualTo((values.size() - 1) / 40);
        assertThat(log.endOffsetForEpoch(0).endOffset()).isEqualTo(40);
        AppendResult again = log.append(
                Batches.idempotent(1, 9, 0, values.size() - 5, values.get(values.size() - 5)), 9, AppendOrigin.CLIENT);
        assertThat(again.duplicate()).isTrue();
    }

    @Test
    void shouldCutATornTailAndSayWhat() throws IOException {
        kill();
        Path last = corrupter.last(".log");
        corrupter.truncate(last, 7);
        PartitionLog log = open();
        assertComplete(log, written.subList(0, BATCHES - 1));
        assertThat(events.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .contains("t-0: cut")
                        .contains(last.toString())
                        .contains("offset 119 and later"));
        assertThat(log.append(Batches.of(1, "next"), 9, AppendOrigin.CLIENT).baseOffset())
                .isEqualTo(BATCHES - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 12, 60, 61, 500})
    void shouldCutGarbageBehindTheLog(int bytes) throws IOException {
        kill();
        corrupter.append(corrupter.last(".log"), new byte[bytes]);
        assertComplete(open(), written);
    }

    @Test
    void shouldCutAtAFlippedBitInTheLastSegment() throws IOException {
        kill();
        Path last = corrupter.last(".log");
        corrupter.flipBit(last, Files.size(last) / 2, 3);
        PartitionLog log = open();
        int end = (int) log.endOffset();
        assertThat(end).isBetween(BATCHES - 40, BATCHES - 1);
        assertComplete(log, written.subList(0, end));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3}) // bits that are 0 in 112
    void shouldCutAtABatchThatOverlapsWithTheNextOne(int bit) throws IOException {
        kill();
        long position = corrupter.positionOf(112);
        corrupter.flipBit(corrupter.last(".log"), position + Long.BYTES - 1, bit);
        assertComplete(open(), written.subList(0, 112));
    }

    @Test
    void shouldNotServeBytesThatAreNoBatch() throws IOException {
        store.close();
        Path first = corrupter.files(".log").get(0);
        corrupter.flipBit(first, 16, 5); // the magic of the first batch
        PartitionLog log = open();
        assertThatThrownBy(() -> log.read(0, 1000, 1000, true))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(first.toString())
                .hasMessageContaining("position 0");
        assertThat(log.endOffset()).isEqualTo(BATCHES);
    }

    @ParameterizedTest
    @ValueSource(strings = {".index", ".timeindex", ".snapshot", "leader-epoch-checkpoint"})
    void shouldDoWithoutDerivedFiles(String suffix) throws IOException {
        store.close();
        corrupter.delete(suffix);
        assertComplete(open(), written);
        kill();
        corrupter.delete(suffix);
        assertComplete(open(), written);
    }

    @ParameterizedTest
    @ValueSource(strings = {".snapshot", "leader-epoch-checkpoint"})
    void shouldNoticeZeroedDerivedFiles(String suffix) throws IOException {
        store.close();
        corrupter.zero(suffix);
        assertComplete(open(), written);
    }

    @Test
    void shouldNotBelieveDamagedIndexes() throws IOException {
        store.close();
        corrupter.zero(".index");
        assertComplete(open(), written);
        kill();
        corrupter.fillWith(".index", new byte[] {1, 2, 3, 4, 127, 6, 7, 8, 9});
        corrupter.fillWith(".timeindex", new byte[] {-1, 2, 3});
        assertComplete(open(), written);
    }

    @Test
    void shouldCheckEverythingWhenTheCheckpointsAreTorn() throws IOException {
        store.close();
        Files.delete(directory.resolve(".kafka_cleanshutdown"));
        Files.writeString(directory.resolve("recovery-point-offset-checkpoint"), "0\n3\nt 0");
        Files.writeString(directory.resolve("log-start-offset-checkpoint"), "");
        assertComplete(open(), written);
    }

    @Test
    void shouldGoOnWithATopicIdThatWasLost() throws IOException {
        kill();
        Files.writeString(directory.resolve("t-0").resolve("partition.metadata"), "vers");
        assertThat(open().topicId()).isEqualTo(new UUID(0, 0));
        UUID id = new UUID(5, 6);
        PartitionLog log = store.openOrCreate("t", 0, id, CONFIG);
        assertThat(log.topicId()).isEqualTo(id);
        assertComplete(log, written);
    }
}
