package io.tailrace.protocol.record;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a batch. Key, value and headers stay where they lie until asked for; what {@code key()} and
 * {@code keyBuffer()} return shares that memory, {@code keyBytes()} is a copy.
 *
 * <p><b>Threads:</b> immutable; any number of readers while the memory is valid (see {@link RecordIterator}).
 */
@SuppressWarnings("JavaLangClash") // the word of the field for exactly this; java.lang.Record is never named here
public final class Record {

    private final ByteBuf buffer;
    private final int start;
    private final int end;
    private final long offset;
    private final long timestamp;
    private final int sequence;
    private final int keyAt;
    private final int keySize;
    private final int valueAt;
    private final int valueSize;
    private final int headersAt;

    Record(
            ByteBuf buffer,
            int start,
            int end,
            long offset,
            long timestamp,
            int sequence,
            int keyAt,
            int keySize,
            int valueAt,
            int valueSize,
            int headersAt) {
        this.buffer = buffer;
        this.start = start;
        this.end = end;
        this.offset = offset;
        this.timestamp = timestamp;
        this.sequence = sequence;
        this.keyAt = keyAt;
        this.keySize = keySize;
        this.valueAt = valueAt;
        this.valueSize = valueSize;
        this.headersAt = headersAt;
    }

    public long offset() {
        return offset;
    }

    /** Milliseconds since the epoch, or -1. */
    public long timestamp() {
        return timestamp;
    }

    /** The producer's sequence number, or -1. */
    public int sequence() {
        return sequence;
    }

    /** Bytes of the encoded record, its length field included. */
    public int sizeInBytes() {
        return end - start;
    }

    public boolean hasKey() {
        return keySize >= 0;
    }

    /** Bytes of the key, or -1 for null. */
    public int keySize() {
        return keySize;
    }

    public @Nullable ByteBuf key() {
        return slice(keyAt, keySize);
    }

    public byte @Nullable [] keyBytes() {
        return bytes(keyAt, keySize);
    }

    public @Nullable ByteBuffer keyBuffer() {
        return keySize < 0 ? null : buffer.nioBuffer(keyAt, keySize);
    }

    public boolean hasValue() {
        return valueSize >= 0;
    }

    /** Bytes of the value, or -1 for null. */
    public int valueSize() {
        return valueSize;
    }

    public @Nullable ByteBuf value() {
        return slice(valueAt, valueSize);
    }

    public byte @Nullable [] valueBytes() {
        return bytes(valueAt, valueSize);
    }

    public @Nullable ByteBuffer valueBuffer() {
        return valueSize < 0 ? null : buffer.nioBuffer(valueAt, valueSize);
    }

    public int headerCount() {
        return Varint.readInt(buffer.slice(headersAt, end - headersAt));
    }

    /**
     * Decodes the headers, in their order.
     *
     * @throws InvalidRecordBatchException if they are malformed
     */
    public List<RecordHeader> headers() {
        ByteBuf in = buffer.slice(headersAt, end - headersAt);
        try {
            int count = Varint.readInt(in);
            if (count == 0) {
                ensureEnd(in);
                return List.of();
            }
            List<RecordHeader> headers = new ArrayList<>(count); // bounded by the iterator: two bytes a header at least
            for (int i = 0; i < count; i++) {
                headers.add(header(in));
            }
            ensureEnd(in);
            return headers;
        } catch (IndexOutOfBoundsException e) {
            throw new InvalidRecordBatchException(
                    "record at offset " + offset + ": expected whole headers, found the record's end", e);
        }
    }

    private RecordHeader header(ByteBuf in) {
        int keyLength = Varint.readInt(in);
        if (keyLength < 0 || keyLength > in.readableBytes()) {
            throw malformedHeader("a header key of 0.." + in.readableBytes() + " B", keyLength);
        }
        String key = in.readCharSequence(keyLength, StandardCharsets.UTF_8).toString();
        int valueLength = Varint.readInt(in);
        if (valueLength < 0) {
            return RecordHeader.of(key, null);
        }
        if (valueLength > in.readableBytes()) {
            throw malformedHeader("a header value of at most " + in.readableBytes() + " B", valueLength);
        }
        byte[] value = new byte[valueLength];
        in.readBytes(value);
        return RecordHeader.of(key, value);
    }

    private void ensureEnd(ByteBuf in) {
        if (in.isReadable()) {
            throw malformedHeader("nothing after the headers", in.readableBytes());
        }
    }

    private InvalidRecordBatchException malformedHeader(String expected, int found) {
        return new InvalidRecordBatchException(
                "record at offset " + offset + ": expected " + expected + ", found " + found);
    }

    /** Appends this record as it is encoded. */
    void write(ByteBuf out) {
        out.writeBytes(buffer, start, end - start);
    }

    /** Appends this record with its timestamp relative to another base. */
    void writeRelativeTo(long baseTimestamp, ByteBuf out) {
        ByteBuf in = buffer.slice(start, end - start);
        Varint.readInt(in);
        byte attributes = in.readByte();
        Varint.readLong(in);
        long delta = timestamp - baseTimestamp;
        Varint.write(out, 1 + Varint.sizeOf(delta) + in.readableBytes());
        out.writeByte(attributes);
        Varint.write(out, delta);
        out.writeBytes(in);
    }

    private @Nullable ByteBuf slice(int at, int size) {
        return size < 0 ? null : buffer.slice(at, size);
    }

    private byte @Nullable [] bytes(int at, int size) {
        if (size < 0) {
            return null;
        }
        byte[] bytes = new byte[size];
        buffer.getBytes(at, bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Record(offset " + offset + ", timestamp " + timestamp + ", key " + keySize + " B, value " + valueSize
                + " B)";
    }
}
