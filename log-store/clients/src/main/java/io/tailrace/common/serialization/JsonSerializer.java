package io.tailrace.common.serialization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailrace.common.errors.SerializationException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a record, bean, map, list or JSON tree as JSON in UTF-8, with Jackson. */
public class JsonSerializer<T> implements Serializer<T> {

    private final ObjectMapper mapper;

    public JsonSerializer() {
        this(JsonDeserializer.DEFAULT_MAPPER);
    }

    /** @param mapper configured by the caller; not changed here */
    public JsonSerializer(ObjectMapper mapper) {
        this.mapper = Objects.requireNonNull(mapper, "mapper");
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T data) {
        if (data == null) {
            return null;
        }
        try {
            return mapper.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new SerializationException(
                    "no JSON for this object, class=" + data.getClass().getName() + ", topic=" + topic, e);
        }
    }
}
