package io.tailrace.coordinator.group;

import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * Limits of texts that clients choose and that end up in records, answers or logs. Flexible request versions carry
 * texts of any length; a record of the offsets topic has 16-bit lengths.
 */
final class WireText {

    private static final int MAX_UTF8_BYTES = Short.MAX_VALUE;
    private static final int MAX_BYTES_PER_CHAR = 3;
    private static final int MAX_REASON_CHARS = 255;

    private WireText() {}

    /** Whether {@code text} can be written with a 16-bit length. */
    static boolean fits(@Nullable String text) {
        return text == null
                || text.length() <= MAX_UTF8_BYTES / MAX_BYTES_PER_CHAR
                || ByteBufUtil.utf8Bytes(text) <= MAX_UTF8_BYTES;
    }

    static String truncated(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars);
    }

    /** A reason that a client gave (KIP-800), fit for a log line. */
    static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return "not provided";
        }
        return truncated(reason, MAX_REASON_CHARS).replaceAll("\\p{Cntrl}", " ");
    }
}
