package io.tailrace.protocol.compression;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the records of a batch are compressed: the low three bits of the batch attributes. Names and ids are Kafka's. */
public enum CompressionType {
    NONE(0),
    GZIP(1),
    SNAPPY(2),
    LZ4(3),
    ZSTD(4);

    private static final CompressionType[] BY_ID = values();

    private final int id;
    private final String label;

    CompressionType(int id) {
        this.id = id;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    /** The number in the batch attributes. */
    public int id() {
        return id;
    }

    /** The name in configurations, e.g. {@code zstd}. */
    public String label() {
        return label;
    }

    /** Whether {@link #forId} knows {@code id}. */
    public static boolean isKnown(int id) {
        return id >= 0 && id < BY_ID.length;
    }

    /** @throws IllegalArgumentException if no type has that id */
    public static CompressionType forId(int id) {
        if (!isKnown(id)) {
            throw new IllegalArgumentException("expected compression type 0.." + (BY_ID.length - 1) + ", found " + id);
        }
        return BY_ID[id];
    }

    /** @throws IllegalArgumentException that lists the known names, if {@code label} is none of them */
    public static CompressionType forLabel(String label) {
        for (CompressionType type : BY_ID) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        String known = Arrays.stream(BY_ID).map(CompressionType::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("expected compression type " + known + "; found " + label);
    }

    @Override
    public String toString() {
        return label;
    }
}
