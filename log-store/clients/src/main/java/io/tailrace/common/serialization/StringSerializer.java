package io.tailrace.common.serialization;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes text in UTF-8, or in the set that {@code [key.|value.]serializer.encoding} names. */
public class StringSerializer implements Serializer<String> {

    private Charset encoding = StandardCharsets.UTF_8;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        encoding = TextEncoding.of(configs, isKey, "serializer");
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable String data) {
        return data == null ? null : data.getBytes(encoding);
    }
}
