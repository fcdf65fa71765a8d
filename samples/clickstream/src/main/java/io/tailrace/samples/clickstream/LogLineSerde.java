package io.tailrace.samples.clickstream;

import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serializer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Parses a line where it is read, so that the event time and the operators share one parse. <b>Threads:</b> any. */
final class LogLineSerde implements Serde<LogLine>, Serializer<LogLine>, Deserializer<LogLine> {

    private final AccessLogParser parser = new AccessLogParser();

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable LogLine line) {
        return line == null ? null : line.text().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable LogLine deserialize(String topic, byte @Nullable [] bytes) {
        return bytes == null ? null : parser.parse(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public Serializer<LogLine> serializer() {
        return new LogLineSerde();
    }

    @Override
    public Deserializer<LogLine> deserializer() {
        return new LogLineSerde();
    }

    @Override
    public void configure(java.util.Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}
}
