package io.tailrace.protocol.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.compression.Compression;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random batch as plain data, to be written by either implementation and compared with what either reads. */
final class SampleBatch {

    @SuppressWarnings("ArrayRecordComponent") // compared element by element where it matters
    record Entry(long timestamp, byte @Nullable [] key, byte @Nullable [] value, List<RecordHeader> headers) {}

    final List<Entry> entries = new ArrayList<>();
    final long baseOffset;
    final int leaderEpoch;
    final long producerId;
    final short producerEpoch;
    final int baseSequence;
    final boolean transactional;
    final boolean logAppendTime;
    final long logAppendTimeMs;

    SampleBatch(Random random) {
        baseOffset = random.nextBoolean() ? 0 : random.nextLong() >>> 8;
        leaderEpoch = random.nextInt(1000) - 1;
        boolean idempotent = random.nextBoolean();
        producerId = idempotent ? random.nextLong() >>> 1 : -1;
        producerEpoch = (short) (idempotent ? random.nextInt(Short.MAX_VALUE) : -1);
        baseSequence = idempotent ? random.nextInt(Integer.MAX_VALUE) : -1;
        transactional = idempotent && random.nextBoolean();
        logAppendTime = random.nextInt(4) == 0;
        logAppendTimeMs = 1_700_000_000_000L + random.nextInt();
        int count = 1 + random.nextInt(random.nextInt(8) == 0 ? 300 : 8);
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(
                    random.nextInt(10) == 0 ? random.nextLong() >>> 2 : 1_700_000_000_000L + random.nextInt(),
                    bytes(random),
                    bytes(random),
                    headers(random)));
        }
    }

    private static byte @Nullable [] bytes(Random random) {
        int kind = random.nextInt(12);
        if (kind == 0) {
            return null;
        }
        byte[] bytes = new byte[kind == 1 ? 0 : kind == 2 ? random.nextInt(100_000) : random.nextInt(200)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private static List<RecordHeader> headers(Random random) {
        List<RecordHeader> headers = new ArrayList<>();
        int count = random.nextInt(3) == 0 ? random.nextInt(5) : 0;
        for (int i = 0; i < count; i++) {
            byte[] value = bytes(random);
            headers.add(
                    RecordHeader.of(random.nextBoolean() ? "" : "Schlüssel-\uD83D\uDE80" + random.nextInt(), value));
        }
        return headers;
    }

    /** Written by this project; half of it through byte arrays, half through buffers. */
    ByteBuf write(Compression compression) {
        try (RecordBatchBuilder builder = new RecordBatchBuilder(PooledByteBufAllocator.DEFAULT, compression, 128)) {
            for (Entry entry : entries) {
                RecordHeader[] headers = entry.headers().toArray(RecordHeader.NONE);
                if (builder.recordCount() % 2 == 0) {
                    builder.append(entry.timestamp(), entry.key(), entry.value(), headers);
                } else {
                    builder.append(entry.timestamp(), wrap(entry.key()), wrap(entry.value()), headers);
                }
            }
            builder.baseOffset(baseOffset)
                    .partitionLeaderEpoch(leaderEpoch)
                    .producer(producerId, producerEpoch, baseSequence, transactional)
                    .timestampType(
                            logAppendTime ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME, logAppendTimeMs);
            return builder.build();
        }
    }

    private static @Nullable ByteBuf wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : Unpooled.wrappedBuffer(bytes);
    }
}
