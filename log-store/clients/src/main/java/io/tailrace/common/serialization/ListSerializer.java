package io.tailrace.common.serialization;

import io.tailrace.common.config.ConfigException;
import io.tailrace.common.errors.SerializationException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a list with a serializer for its elements; null elements are allowed. The format is Kafka's (KIP-466). */
public class ListSerializer<Inner> implements Serializer<List<Inner>> {

    private @Nullable Serializer<Inner> inner;

    /** For use by class name: {@link #configure} finds the element's serializer. */
    public ListSerializer() {}

    public ListSerializer(Serializer<Inner> inner) {
        this.inner = inner;
    }

    public @Nullable Serializer<Inner> getInnerSerializer() {
        return inner;
    }

    /** Reads the serde of elements from {@code default.list.[key|value].serde.inner}. */
    @Override
    @SuppressWarnings("unchecked") // the configuration promises the element type
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (inner != null) {
            throw new ConfigException("the serializer of list elements was given to the constructor already");
        }
        String key = isKey ? "default.list.key.serde.inner" : "default.list.value.serde.inner";
        Serde<Inner> serde = ListEncoding.instantiate(configs.get(key), Serde.class, key);
        inner = serde.serializer();
        inner.configure(configs, isKey);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable List<Inner> data) {
        if (data == null) {
            return null;
        }
        Serializer<Inner> elements = inner;
        if (elements == null) {
            throw new SerializationException(
                    "expected a serializer for list elements, actual=none; call configure first");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            boolean constant = ListEncoding.widthOf(elements) != null;
            out.writeByte(constant ? ListEncoding.CONSTANT_WIDTH : ListEncoding.VARIABLE_WIDTH);
            if (constant) {
                writeNullIndexes(out, data);
            }
            out.writeInt(data.size());
            for (Inner element : data) {
                byte[] encoded = element == null ? null : elements.serialize(topic, element);
                if (!constant) {
                    out.writeInt(encoded == null ? ListEncoding.NULL_LENGTH : encoded.length);
                }
                if (encoded != null) {
                    out.write(encoded);
                }
            }
        } catch (IOException e) {
            throw new SerializationException("list could not be written, topic=" + topic, e);
        }
        return bytes.toByteArray();
    }

    private static void writeNullIndexes(DataOutputStream out, List<?> data) throws IOException {
        int[] indexes = new int[data.size()];
        int nulls = 0;
        int index = 0;
        for (Object element : data) {
            if (element == null) {
                indexes[nulls++] = index;
            }
            index++;
        }
        out.writeInt(nulls);
        for (int i = 0; i < nulls; i++) {
            out.writeInt(indexes[i]);
        }
    }

    @Override
    public void close() {
        if (inner != null) {
            inner.close();
        }
    }
}
