package io.tailrace.benchmarks.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.Random;

/** Makes batches of 100 B records. */
final class BenchBatch {

    /** What a record takes in the batch: 100 B with value, framing and delta. */
    private static final int VALUE_BYTES = 91;

    private BenchBatch() {}

    /** A direct buffer with a batch of about {@code bytes}; all its records have one timestamp. */
    static ByteBuffer of(int bytes, long timestampMs) {
        byte[] value = new byte[VALUE_BYTES];
        new Random(timestampMs).nextBytes(value);
        try (RecordBatchBuilder builder =
                new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE, bytes + 1024)) {
            do {
                builder.append(timestampMs, (byte[]) null, value, RecordHeader.NONE);
            } while (builder.sizeInBytes() < bytes);
            ByteBuf built = builder.build();
            ByteBuffer direct = ByteBuffer.allocateDirect(built.readableBytes());
            direct.put(built.nioBuffer()).flip();
            built.release();
            return direct;
        }
    }

    /** Records of a batch made with {@link #of}. */
    static int records(ByteBuffer batch) {
        return batch.getInt(57);
    }
}
