package io.tailrace.connect.record;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** 64-bit integers as 8 bytes, big-endian: what counts of a Streams application look like. <b>Threads:</b> any. */
public final class LongConverter implements Converter {

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Long number) {
            return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        }
        throw new DataException("expected a Long for topic " + topic + ", found "
                + value.getClass().getName());
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        if (value != null && value.length != Long.BYTES) {
            throw new DataException("expected 8 bytes of a Long in topic " + topic + ", found " + value.length);
        }
        return new SchemaAndValue(
                Schema.OPTIONAL_INT64_SCHEMA,
                value == null ? null : (Object) ByteBuffer.wrap(value).getLong());
    }
}
