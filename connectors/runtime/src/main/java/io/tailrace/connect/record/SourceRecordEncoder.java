package io.tailrace.connect.record;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.connect.error.ErrorPolicy;
import io.tailrace.connect.error.RecordFailure;
import io.tailrace.connect.error.Stage;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

/** From a source's record to what the producer sends. <b>Threads:</b> those of the task that owns it. */
public final class SourceRecordEncoder {

    private final RecordConverters converters;
    private final ErrorPolicy policy;
    private final CountDownLatch stopping;

    public SourceRecordEncoder(RecordConverters converters, ErrorPolicy policy, CountDownLatch stopping) {
        this.converters = converters;
        this.policy = policy;
        this.stopping = stopping;
    }

    public ProducerRecord<byte[], byte[]> encode(SourceRecord record) throws RecordFailure {
        String topic = record.topic();
        // Converters may add headers of their own (a schema id, say): they get Kafka's type and the result is copied.
        RecordHeaders added = new RecordHeaders();
        byte[] key = policy.attempt(
                Stage.KEY_CONVERTER,
                converters.key().getClass(),
                stopping,
                () -> converters.key().fromConnectData(topic, added, record.keySchema(), record.key()));
        byte[] value = policy.attempt(
                Stage.VALUE_CONVERTER,
                converters.value().getClass(),
                stopping,
                () -> converters.value().fromConnectData(topic, added, record.valueSchema(), record.value()));
        var encoded = new ProducerRecord<>(topic, record.kafkaPartition(), record.timestamp(), key, value);
        for (Header header : record.headers()) {
            byte[] bytes = policy.attempt(
                    Stage.HEADER_CONVERTER,
                    converters.header().getClass(),
                    stopping,
                    () -> converters.header().fromConnectHeader(topic, header.key(), header.schema(), header.value()));
            encoded.headers().add(header.key(), bytes);
        }
        added.forEach(header -> encoded.headers().add(header.key(), header.value()));
        return encoded;
    }
}
