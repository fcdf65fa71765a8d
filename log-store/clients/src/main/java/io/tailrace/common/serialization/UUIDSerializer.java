package io.tailrace.common.serialization;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the text of a UUID in UTF-8, or in the set that {@code [key.|value.]serializer.encoding} names. */
public class UUIDSerializer implements Serializer<UUID> {

    private Charset encoding = StandardCharsets.UTF_8;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        encoding = TextEncoding.of(configs, isKey, "serializer");
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable UUID data) {
        return data == null ? null : data.toString().getBytes(encoding);
    }
}
