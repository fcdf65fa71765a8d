package io.tailrace.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How keys and values look as text. */
enum Format {
    /** UTF-8. */
    TEXT {
        @Override
        byte[] parse(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        String print(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    },
    /** 32 bits, big-endian. */
    INT {
        @Override
        byte[] parse(String text) {
            return ByteBuffer.allocate(Integer.BYTES)
                    .putInt(Integer.parseInt(text.trim()))
                    .array();
        }

        @Override
        String print(byte[] bytes) {
            return bytes.length == Integer.BYTES
                    ? Integer.toString(ByteBuffer.wrap(bytes).getInt())
                    : HEX.print(bytes);
        }
    },
    /** 64 bits, big-endian. */
    LONG {
        @Override
        byte[] parse(String text) {
            return ByteBuffer.allocate(Long.BYTES)
                    .putLong(Long.parseLong(text.trim()))
                    .array();
        }

        @Override
        String print(byte[] bytes) {
            return bytes.length == Long.BYTES
                    ? Long.toString(ByteBuffer.wrap(bytes).getLong())
                    : HEX.print(bytes);
        }
    },
    /** IEEE 754, 64 bits, big-endian. */
    DOUBLE {
        @Override
        byte[] parse(String text) {
            return ByteBuffer.allocate(Double.BYTES)
                    .putDouble(Double.parseDouble(text.trim()))
                    .array();
        }

        @Override
        String print(byte[] bytes) {
            return bytes.length == Double.BYTES
                    ? Double.toString(ByteBuffer.wrap(bytes).getDouble())
                    : HEX.print(bytes);
        }
    },
    HEX {
        @Override
        byte[] parse(String text) {
            return HexFormat.of().parseHex(text.trim());
        }

        @Override
        String print(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    },
    BASE64 {
        @Override
        byte[] parse(String text) {
            return Base64.getDecoder().decode(text.trim());
        }

        @Override
        String print(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    };

    abstract byte[] parse(String text);

    abstract String print(byte[] bytes);

    /** As {@link #print}, with {@code null} for what is not there. */
    String printNullable(byte @Nullable [] bytes) {
        return bytes == null ? "null" : print(bytes);
    }
}
