package io.tailrace.protocol.record;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Where the fields of a batch of format 2 lie (KIP-98). All numbers are big-endian.
 *
 * <pre>
 *    0 base offset          int64     the offset of the first record; set by the log
 *    8 batch length         int32     bytes that follow this field
 *   12 leader epoch         int32     set by the log; not covered by the CRC
 *   16 magic                int8      2
 *   17 CRC-32C              uint32    of all that follows
 *   21 attributes           int16     0-2 compression, 3 timestamp type, 4 transactional, 5 control, 6 delete horizon
 *   23 last offset delta    int32
 *   27 base timestamp       int64     of the first record; the delete horizon when bit 6 is set
 *   35 max timestamp        int64
 *   43 producer id          int64     -1 without idempotence
 *   51 producer epoch       int16
 *   53 base sequence        int32
 *   57 record count         int32
 *   61 records                        compressed as a whole if bits 0-2 say so
 * </pre>
 *
 * A record: {@code length, attributes (1 B), timestamp delta, offset delta, key length, key, value length, value,
 * header count, [key length, key, value length, value]…}; every number a zig-zag varint, length -1 for null.
 */
final class BatchLayout {

    static final int BASE_OFFSET = 0;
    static final int LENGTH = 8;
    static final int LEADER_EPOCH = 12;
    static final int MAGIC = 16;
    static final int CRC = 17;
    static final int ATTRIBUTES = 21;
    static final int LAST_OFFSET_DELTA = 23;
    static final int BASE_TIMESTAMP = 27;
    static final int MAX_TIMESTAMP = 35;
    static final int PRODUCER_ID = 43;
    static final int PRODUCER_EPOCH = 51;
    static final int BASE_SEQUENCE = 53;
    static final int RECORD_COUNT = 57;
    static final int RECORDS = 61;

    static final int LOG_OVERHEAD = 12;
    static final byte MAGIC_VALUE = 2;

    static final int COMPRESSION_MASK = 0x07;
    static final int TIMESTAMP_TYPE_BIT = 0x08;
    static final int TRANSACTIONAL_BIT = 0x10;
    static final int CONTROL_BIT = 0x20;
    static final int DELETE_HORIZON_BIT = 0x40;

    /** length, attributes, timestamp delta, offset delta, key length, value length, header count: a byte each. */
    static final int MIN_RECORD_BYTES = 7;

    private BatchLayout() {}

    /** The CRC of the batch of {@code sizeBytes} at {@code index}, as an unsigned number. */
    static long crc(ByteBuf buffer, int index, int sizeBytes) {
        CRC32C crc = new CRC32C();
        int from = index + ATTRIBUTES;
        int length = sizeBytes - ATTRIBUTES;
        if (buffer.hasArray()) {
            crc.update(buffer.array(), buffer.arrayOffset() + from, length);
        } else if (buffer.nioBufferCount() == 1) {
            crc.update(buffer.nioBuffer(from, length));
        } else {
            for (ByteBuffer part : buffer.nioBuffers(from, length)) {
                crc.update(part);
            }
        }
        return crc.getValue();
    }
}
