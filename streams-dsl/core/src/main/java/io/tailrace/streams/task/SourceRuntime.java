package io.tailrace.streams.task;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.streams.operator.DefaultSerdes;
import io.tailrace.streams.processor.TimestampExtractor;
import io.tailrace.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Deserialises the records of a source and forwards them. */
final class SourceRuntime extends RuntimeNode {
    private final Deserializer<?> keyDeserializer;
    private final Deserializer<?> valueDeserializer;
    private final TimestampExtractor timestampExtractor;

    SourceRuntime(
            String name,
            Deserializer<?> keyDeserializer,
            Deserializer<?> valueDeserializer,
            TimestampExtractor timestampExtractor) {
        super(name);
        this.keyDeserializer = keyDeserializer;
        this.valueDeserializer = valueDeserializer;
        this.timestampExtractor = timestampExtractor;
    }

    TimestampExtractor timestampExtractor() {
        return timestampExtractor;
    }

    @Nullable
    Object key(ConsumerRecord<byte[], byte[]> raw) {
        return keyDeserializer.deserialize(raw.topic(), raw.headers(), raw.key());
    }

    @Nullable
    Object value(ConsumerRecord<byte[], byte[]> raw) {
        return valueDeserializer.deserialize(raw.topic(), raw.headers(), raw.value());
    }

    @Override
    void init(NodeContext context) {
        DefaultSerdes.complete(keyDeserializer, context);
        DefaultSerdes.complete(valueDeserializer, context);
    }

    @Override
    void process(Record<Object, Object> record) {
        for (RuntimeNode child : children) {
            child.process(record);
        }
    }

    @Override
    void close() {}
}
