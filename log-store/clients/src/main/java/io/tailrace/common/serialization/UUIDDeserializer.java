package io.tailrace.common.serialization;

import io.tailrace.common.errors.SerializationException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the text of a UUID in UTF-8, or in the set that {@code [key.|value.]deserializer.encoding} names. */
public class UUIDDeserializer implements Deserializer<UUID> {

    private Charset encoding = StandardCharsets.UTF_8;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        encoding = TextEncoding.of(configs, isKey, "deserializer");
    }

    @Override
    public @Nullable UUID deserialize(String topic, byte @Nullable [] data) {
        return data == null ? null : parse(new String(data, encoding));
    }

    private static UUID parse(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new SerializationException("expected a UUID in text, actual length=" + text.length(), e);
        }
    }
}
