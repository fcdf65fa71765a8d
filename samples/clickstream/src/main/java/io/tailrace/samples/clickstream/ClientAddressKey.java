package io.tailrace.samples.clickstream;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Keys each line by what stands before its first space, the client's address, so that all requests of one client are in
 * one partition in the order of the log. A line without space keeps no key. <b>Threads:</b> any.
 */
public final class ClientAddressKey implements Transformation<SourceRecord> {

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public SourceRecord apply(SourceRecord record) {
        if (!(record.value() instanceof String line) || line.indexOf(' ') <= 0) {
            return record;
        }
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                Schema.STRING_SCHEMA,
                line.substring(0, line.indexOf(' ')),
                record.valueSchema(),
                line,
                record.timestamp());
    }

    @Override
    public void close() {}
}
