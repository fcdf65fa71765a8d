package io.tailrace.common.serialization;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tailrace.common.config.ConfigException;
import io.tailrace.common.errors.SerializationException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into a record, bean, map or JSON tree, with Jackson. Fields that the class does not have are skipped, so
 * that a writer may be newer than its readers. The class comes from the constructor, or from {@value #KEY_TYPE_CONFIG}
 * or {@value #VALUE_TYPE_CONFIG}; without either it is {@link JsonNode}.
 */
public class JsonDeserializer<T> implements Deserializer<T> {

    /** The class, or its name, that keys are read into. */
    public static final String KEY_TYPE_CONFIG = "json.key.type";

    /** The class, or its name, that values are read into. */
    public static final String VALUE_TYPE_CONFIG = "json.value.type";

    static final ObjectMapper DEFAULT_MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final ObjectMapper mapper;
    private @Nullable ObjectReader reader;
    private String target = JsonNode.class.getName();

    /** For use by class name: {@link #configure} finds the class to read into. */
    public JsonDeserializer() {
        this.mapper = DEFAULT_MAPPER;
    }

    public JsonDeserializer(Class<T> type) {
        this(type, DEFAULT_MAPPER);
    }

    /** For generic types: {@code new JsonDeserializer<>(new TypeReference<List<Click>>() {})}. */
    public JsonDeserializer(TypeReference<T> type) {
        this.mapper = DEFAULT_MAPPER;
        readInto(mapper.constructType(type.getType()));
    }

    /** @param mapper configured by the caller; not changed here */
    public JsonDeserializer(Class<T> type, ObjectMapper mapper) {
        this.mapper = Objects.requireNonNull(mapper, "mapper");
        readInto(mapper.constructType(type));
    }

    private void readInto(JavaType type) {
        reader = mapper.readerFor(type);
        target = type.toCanonical();
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (reader != null) {
            return;
        }
        String key = isKey ? KEY_TYPE_CONFIG : VALUE_TYPE_CONFIG;
        Object type = configs.get(key);
        if (type instanceof Class<?> loaded) {
            readInto(mapper.constructType(loaded));
        } else if (type != null) {
            try {
                ClassLoader loader = Thread.currentThread().getContextClassLoader();
                readInto(mapper.constructType(Class.forName(type.toString(), true, loader)));
            } catch (ClassNotFoundException e) {
                ConfigException failure = new ConfigException(key, type, "expected a class on the class path");
                failure.initCause(e);
                throw failure;
            }
        }
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        if (reader == null) {
            readInto(mapper.constructType(JsonNode.class));
        }
        try {
            return Objects.requireNonNull(reader).readValue(data);
        } catch (IOException e) {
            throw new SerializationException(
                    "expected JSON of a " + target + ", actual bytes=" + data.length + ", topic=" + topic, e);
        }
    }
}
