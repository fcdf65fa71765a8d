package io.tailrace.connect.record;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.connect.error.ErrorPolicy;
import io.tailrace.connect.error.RecordFailure;
import io.tailrace.connect.error.Stage;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/** From what the consumer read to a sink's record. <b>Threads:</b> those of the task that owns it. */
public final class SinkRecordDecoder {

    private final RecordConverters converters;
    private final ErrorPolicy policy;
    private final CountDownLatch stopping;

    public SinkRecordDecoder(RecordConverters converters, ErrorPolicy policy, CountDownLatch stopping) {
        this.converters = converters;
        this.policy = policy;
        this.stopping = stopping;
    }

    public SinkRecord decode(ConsumerRecord<byte[], byte[]> record) throws RecordFailure {
        String topic = record.topic();
        RecordHeaders raw = new RecordHeaders();
        record.headers().forEach(header -> raw.add(header.key(), header.value()));
        SchemaAndValue key = policy.attempt(
                Stage.KEY_CONVERTER,
                converters.key().getClass(),
                stopping,
                () -> converters.key().toConnectData(topic, raw, record.key()));
        SchemaAndValue value = policy.attempt(
                Stage.VALUE_CONVERTER,
                converters.value().getClass(),
                stopping,
                () -> converters.value().toConnectData(topic, raw, record.value()));
        ConnectHeaders headers = new ConnectHeaders();
        for (var header : raw) {
            headers.add(
                    header.key(),
                    policy.attempt(
                            Stage.HEADER_CONVERTER,
                            converters.header().getClass(),
                            stopping,
                            () -> converters.header().toConnectHeader(topic, header.key(), header.value())));
        }
        return new SinkRecord(
                topic,
                record.partition(),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                record.offset(),
                record.timestamp() < 0 ? null : record.timestamp(),
                TimestampType.forName(record.timestampType().toString()),
                headers);
    }
}
