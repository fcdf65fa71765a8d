package io.tailrace.common.serialization;

import io.tailrace.common.errors.SerializationException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;

/**
 * Which character set a text serializer was configured with.
 *
 * <p><b>Threads:</b> stateless.
 */
final class TextEncoding {

    private TextEncoding() {}

    /**
     * Reads {@code key.ROLE.encoding} or {@code value.ROLE.encoding}, else {@code ROLE.encoding}, else UTF-8.
     *
     * @param role {@code serializer} or {@code deserializer}
     */
    static Charset of(Map<String, ?> configs, boolean isKey, String role) {
        Object name = configs.get((isKey ? "key." : "value.") + role + ".encoding");
        if (name == null) {
            name = configs.get(role + ".encoding");
        }
        if (name == null) {
            return StandardCharsets.UTF_8;
        }
        try {
            return name instanceof Charset charset ? charset : Charset.forName(name.toString());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new SerializationException("expected the name of a character set, actual=" + name, e);
        }
    }
}
