package io.tailrace.broker.config;

import static io.tailrace.common.config.ConfigDef.Range.atLeast;
import static io.tailrace.common.config.ConfigDef.Range.between;

import io.tailrace.common.config.AbstractConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigDef.Importance;
import io.tailrace.common.config.ConfigDef.Type;
import io.tailrace.storage.compaction.CompactorConfig;

/**
 * The declaration of the server keys that say how compaction runs. When and what it compacts are keys of topics.
 *
 * <p><b>Threads:</b> stateless.
 */
final class CompactionKeys {

    private static final String ENABLE = "log.cleaner.enable";
    private static final String THREADS = "log.cleaner.threads";
    private static final String DEDUPE_BUFFER = "log.cleaner.dedupe.buffer.size";
    private static final String LOAD_FACTOR = "log.cleaner.io.buffer.load.factor";
    private static final String IO_BUFFER = "log.cleaner.io.buffer.size";
    private static final String MAX_RATE = "log.cleaner.io.max.bytes.per.second";
    private static final String BACKOFF = "log.cleaner.backoff.ms";

    private static final CompactorConfig DEFAULTS = CompactorConfig.defaults();

    private CompactionKeys() {}

    static void define(ConfigDef def) {
        def.define(
                        ENABLE,
                        Type.BOOLEAN,
                        DEFAULTS.enabled(),
                        Importance.MEDIUM,
                        "Whether topics with cleanup.policy=compact are compacted, among them the one that keeps group state.")
                .define(THREADS, Type.INT, 1, between(0, 256), Importance.MEDIUM, "Threads that compact.")
                .define(
                        DEDUPE_BUFFER,
                        Type.LONG,
                        DEFAULTS.dedupeBufferBytes(),
                        atLeast(1 << 20),
                        Importance.MEDIUM,
                        "Most memory, outside of the heap, for finding the last record of each key, of all threads together: 24 B a"
                                + " key. A thread takes no more than the log it compacts needs, and gives it back. Where it does not"
                                + " suffice for a log, several passes do.")
                .define(
                        LOAD_FACTOR,
                        Type.DOUBLE,
                        DEFAULTS.dedupeLoadFactor(),
                        between(0.01, 1),
                        Importance.LOW,
                        "How full that memory may become, as a share of it. More is slower and needs fewer passes.")
                .define(
                        IO_BUFFER,
                        Type.INT,
                        DEFAULTS.ioBufferBytes(),
                        atLeast(1 << 14),
                        Importance.MEDIUM,
                        "Bytes that are read and written in one go, of all threads together.")
                .define(
                        MAX_RATE,
                        Type.DOUBLE,
                        DEFAULTS.maxBytesPerSecond(),
                        atLeast(1),
                        Importance.MEDIUM,
                        "Most bytes a second that compaction reads and writes, of all threads together.")
                .define(
                        BACKOFF,
                        Type.LONG,
                        DEFAULTS.backoffMs(),
                        atLeast(1),
                        Importance.MEDIUM,
                        "How long a thread waits before it looks again, when there was nothing to compact.");
    }

    static int threads(AbstractConfig config) {
        return config.getInt(THREADS);
    }

    static CompactorConfig compactor(AbstractConfig config) {
        return new CompactorConfig(
                config.getBoolean(ENABLE),
                config.getLong(DEDUPE_BUFFER),
                config.getDouble(LOAD_FACTOR),
                config.getInt(IO_BUFFER),
                config.getDouble(MAX_RATE),
                config.getLong(BACKOFF));
    }
}
