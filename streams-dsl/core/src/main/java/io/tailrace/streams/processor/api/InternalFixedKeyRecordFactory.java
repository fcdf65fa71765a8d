package io.tailrace.streams.processor.api;

/** Makes fixed-key records for the task and for tests of fixed-key processors, and takes them apart. */
public final class InternalFixedKeyRecordFactory {
    private InternalFixedKeyRecordFactory() {}

    public static <KIn, VIn> FixedKeyRecord<KIn, VIn> create(Record<KIn, VIn> record) {
        return new FixedKeyRecord<>(record);
    }

    /** The record inside; shares the headers. */
    public static <K, V> Record<K, V> unwrap(FixedKeyRecord<K, V> record) {
        return record.unwrap();
    }
}
