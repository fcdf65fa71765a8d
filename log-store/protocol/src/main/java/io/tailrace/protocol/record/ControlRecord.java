package io.tailrace.protocol.record;

import io.netty.buffer.ByteBuf;

/**
 * The content of a control record.
 *
 * <pre>
 *   key:   version int16 | type int16
 *   value: version int16 | coordinator epoch int32        (transaction markers only)
 * </pre>
 *
 * @param coordinatorEpoch the epoch of the transaction coordinator that wrote a commit or abort marker; -1 for others
 */
public record ControlRecord(ControlRecordType type, int coordinatorEpoch) {

    private static final short VERSION = 0;
    private static final int KEY_BYTES = 4;
    private static final int MARKER_VALUE_BYTES = 6;

    /**
     * Reads a record of a control batch.
     *
     * @throws InvalidRecordBatchException if key or value are not those of a control record
     */
    public static ControlRecord of(Record record) {
        ByteBuf key = record.key();
        if (key == null || key.readableBytes() < KEY_BYTES || key.getShort(key.readerIndex()) < 0) {
            throw new InvalidRecordBatchException("record at offset " + record.offset()
                    + ": expected a control record's key of 4 B, found " + record.keySize() + " B");
        }
        ControlRecordType type = ControlRecordType.forId(key.getShort(key.readerIndex() + Short.BYTES));
        if (type != ControlRecordType.ABORT && type != ControlRecordType.COMMIT) {
            return new ControlRecord(type, -1);
        }
        ByteBuf value = record.value();
        if (value == null || value.readableBytes() < MARKER_VALUE_BYTES) {
            throw new InvalidRecordBatchException("record at offset " + record.offset()
                    + ": expected a transaction marker's value of 6 B, found " + record.valueSize() + " B");
        }
        return new ControlRecord(type, value.getInt(value.readerIndex() + Short.BYTES));
    }

    byte[] keyBytes() {
        return new byte[] {0, (byte) VERSION, (byte) (type.id() >> 8), (byte) type.id()};
    }

    byte[] markerBytes() {
        int epoch = coordinatorEpoch;
        return new byte[] {
            0, (byte) VERSION, (byte) (epoch >> 24), (byte) (epoch >> 16), (byte) (epoch >> 8), (byte) epoch
        };
    }
}
