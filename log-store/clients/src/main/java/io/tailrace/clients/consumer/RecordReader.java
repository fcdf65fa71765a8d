package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.fetch.PartitionFetch;
import io.tailrace.common.KafkaException;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.RecordDeserializationException;
import io.tailrace.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import io.tailrace.common.header.Header;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeader;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.record.TimestampType;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns fetched records into what the application gets. Deserializers read the fetched buffer itself; one of ours gets
 * shared empty headers where a record has none, since it does not look at them.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class RecordReader<K, V> {
    private static final Headers NO_HEADERS = readOnlyHeaders();
    private static final String OWN_PACKAGE = Deserializer.class.getPackageName();

    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private final boolean headersMatter;
    private long recordCount;

    RecordReader(Deserializer<K> keys, Deserializer<V> values) {
        this.keys = keys;
        this.values = values;
        this.headersMatter = !isOwn(keys) || !isOwn(values);
    }

    private static boolean isOwn(Deserializer<?> deserializer) {
        return deserializer.getClass().getPackageName().equals(OWN_PACKAGE);
    }

    private static Headers readOnlyHeaders() {
        RecordHeaders headers = new RecordHeaders();
        headers.setReadOnly();
        return headers;
    }

    long recordCount() {
        return recordCount;
    }

    /**
     * Reads records up to the end of the data, or up to {@code most}, into {@code out}.
     *
     * @throws RecordDeserializationException if a record cannot be read; those before it are in {@code out}, and the
     *     cursor stays at it
     * @throws KafkaException if a batch is damaged, likewise
     */
    void read(PartitionFetch data, TopicPartition partition, int most, List<ConsumerRecord<K, V>> out) {
        RecordBatch batch = null;
        Optional<Integer> epoch = Optional.empty();
        TimestampType timestampType = TimestampType.NO_TIMESTAMP_TYPE;
        try {
            for (int count = 0; count < most; count++) {
                Record record = data.current();
                if (record == null) return;
                if (data.batch() != batch) {
                    batch = data.batch();
                    int number = batch.partitionLeaderEpoch();
                    epoch = number < 0 ? Optional.empty() : Optional.of(number);
                    timestampType = batch.timestampType() == io.tailrace.protocol.record.TimestampType.LOG_APPEND_TIME
                            ? TimestampType.LOG_APPEND_TIME
                            : TimestampType.CREATE_TIME;
                }
                out.add(convert(record, partition, timestampType, epoch));
                data.advance();
                recordCount++;
            }
        } catch (InvalidRecordBatchException e) {
            throw new KafkaException(
                    "Record batch for partition " + partition + " at offset " + data.nextOffset() + " is invalid: "
                            + e.getMessage() + ". If needed, please seek past the record to continue consumption.",
                    e);
        }
    }

    private ConsumerRecord<K, V> convert(
            Record record, TopicPartition partition, TimestampType timestampType, Optional<Integer> epoch) {
        Headers headers = headersOf(record);
        Headers forDeserializers = headers == null ? NO_HEADERS : headers;
        K key;
        try {
            key = keys.deserialize(partition.topic(), forDeserializers, record.keyBuffer());
        } catch (RuntimeException e) {
            throw failure(DeserializationExceptionOrigin.KEY, record, partition, timestampType, forDeserializers, e);
        }
        V value;
        try {
            value = values.deserialize(partition.topic(), forDeserializers, record.valueBuffer());
        } catch (RuntimeException e) {
            throw failure(DeserializationExceptionOrigin.VALUE, record, partition, timestampType, forDeserializers, e);
        }
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                record.offset(),
                record.timestamp(),
                timestampType,
                record.keySize(),
                record.valueSize(),
                key,
                value,
                headers,
                epoch,
                Optional.empty());
    }

    private @Nullable Headers headersOf(Record record) {
        int count = record.headerCount();
        if (count == 0) return headersMatter ? new RecordHeaders() : null;
        Header[] headers = new Header[count];
        int i = 0;
        for (var header : record.headers()) headers[i++] = new RecordHeader(header.key(), header.value());
        return new RecordHeaders(headers);
    }

    private static RecordDeserializationException failure(
            DeserializationExceptionOrigin origin,
            Record record,
            TopicPartition partition,
            TimestampType timestampType,
            Headers headers,
            RuntimeException cause) {
        return new RecordDeserializationException(
                origin,
                partition,
                record.offset(),
                record.timestamp(),
                timestampType,
                copy(record.keyBytes()),
                copy(record.valueBytes()),
                headers,
                "Error deserializing " + origin + " for partition " + partition + " at offset " + record.offset()
                        + ". If needed, please seek past the record to continue consumption.",
                cause);
    }

    private static @Nullable ByteBuffer copy(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
