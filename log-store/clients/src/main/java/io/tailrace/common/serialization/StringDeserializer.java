package io.tailrace.common.serialization;

import io.tailrace.common.header.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads text in UTF-8, or in the set that {@code [key.|value.]deserializer.encoding} names. */
public class StringDeserializer implements Deserializer<String> {

    private Charset encoding = StandardCharsets.UTF_8;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        encoding = TextEncoding.of(configs, isKey, "deserializer");
    }

    @Override
    public @Nullable String deserialize(String topic, byte @Nullable [] data) {
        return data == null ? null : new String(data, encoding);
    }

    @Override
    public @Nullable String deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        return data.hasArray()
                ? new String(data.array(), data.arrayOffset() + data.position(), data.remaining(), encoding)
                : deserialize(topic, headers, FixedWidth.bytes(data));
    }
}
