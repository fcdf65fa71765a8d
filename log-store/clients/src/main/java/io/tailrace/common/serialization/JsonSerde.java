package io.tailrace.common.serialization;

import com.fasterxml.jackson.core.type.TypeReference;

/** {@link JsonSerializer} and {@link JsonDeserializer} together. */
public class JsonSerde<T> extends Serdes.WrapperSerde<T> {

    /** For use by class name; the class to read into is configured. */
    public JsonSerde() {
        super(new JsonSerializer<>(), new JsonDeserializer<>());
    }

    public JsonSerde(Class<T> type) {
        super(new JsonSerializer<>(), new JsonDeserializer<>(type));
    }

    /** For generic types. */
    public JsonSerde(TypeReference<T> type) {
        super(new JsonSerializer<>(), new JsonDeserializer<>(type));
    }
}
