package io.tailrace.common.utils;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hash that Kafka's clients choose partitions with, and the small helpers that programs and their tests have come to use, under the names
 * that they import.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class Utils {

    private static final Logger LOG = LoggerFactory.getLogger(Utils.class);
    private static final int SEED = 0x9747b28c;
    private static final int MULTIPLIER = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Utils() {}

    /**
     * MurmurHash2, 32 bits, of Austin Appleby (public domain) with the seed that Kafka uses: four bytes a step in little
     * endian, then the tail, then two shifts that spread the last bits.
     */
    public static int murmur2(byte[] data) {
        int length = data.length;
        int hash = SEED ^ length;
        int words = length >> 2;
        for (int i = 0; i < words; i++) {
            int at = i << 2;
            int word = (data[at] & 0xff)
                    | (data[at + 1] & 0xff) << 8
                    | (data[at + 2] & 0xff) << 16
                    | (data[at + 3] & 0xff) << 24;
            word *= MULTIPLIER;
            word ^= word >>> SHIFT;
            word *= MULTIPLIER;
            hash = hash * MULTIPLIER ^ word;
        }
        int tail = words << 2;
        int left = length - tail;
        if (left == 3) {
            hash ^= (data[tail + 2] & 0xff) << 16;
        }
        if (left >= 2) {
            hash ^= (data[tail + 1] & 0xff) << 8;
        }
        if (left >= 1) {
            hash ^= data[tail] & 0xff;
            hash *= MULTIPLIER;
        }
        hash ^= hash >>> 13;
        hash *= MULTIPLIER;
        return hash ^ hash >>> 15;
    }

    /** The number without its sign bit: not the absolute value. */
    public static int toPositive(int number) {
        return number & 0x7fffffff;
    }

    /** A map of these entries in their order. */
    @SafeVarargs
    public static <K, V> Map<K, V> mkMap(Map.Entry<K, V>... entries) {
        Map<K, V> map = new LinkedHashMap<>();
        for (Map.Entry<K, V> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }

    /** An entry, for {@link #mkMap}. */
    public static <K, V> Map.Entry<K, V> mkEntry(K key, V value) {
        return new AbstractMap.SimpleEntry<>(key, value);
    }

    /** A set of these in their order. */
    @SafeVarargs
    public static <T> Set<T> mkSet(T... elements) {
        Set<T> set = new LinkedHashSet<>();
        for (T element : elements) {
            set.add(element);
        }
        return set;
    }

    /** A sorted set of these. */
    @SafeVarargs
    public static <T extends Comparable<T>> SortedSet<T> mkSortedSet(T... elements) {
        SortedSet<T> set = new TreeSet<>();
        for (T element : elements) {
            set.add(element);
        }
        return set;
    }

    /** Properties of these texts. */
    public static Properties mkProperties(Map<String, String> properties) {
        Properties made = new Properties();
        made.putAll(properties);
        return made;
    }

    /** Properties of these objects. */
    public static Properties mkObjectProperties(Map<String, Object> properties) {
        Properties made = new Properties();
        made.putAll(properties);
        return made;
    }

    /** The properties as a map; keys that are not texts are an error. */
    public static Map<String, Object> propsToMap(Properties properties) {
        Map<String, Object> map = new HashMap<>();
        properties.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("expected keys that are strings, actual " + key.getClass());
            }
            map.put(name, value);
        });
        return map;
    }

    /** The properties as a map of texts. */
    public static Map<String, String> propsToStringMap(Properties properties) {
        Map<String, String> map = new HashMap<>();
        properties.forEach((key, value) -> map.put(key.toString(), value.toString()));
        return map;
    }

    /** Reads a properties file; null is no file and no properties. */
    public static Properties loadProps(@Nullable String filename) throws IOException {
        Properties properties = new Properties();
        if (filename != null) {
            try (InputStream stream = new FileInputStream(filename)) {
                properties.load(stream);
            }
        }
        return properties;
    }

    /** The bytes of a text in UTF-8. */
    public static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** The text that the bytes are in UTF-8. */
    public static String utf8(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** The text that the remaining bytes are in UTF-8; the buffer's position stays. */
    public static String utf8(ByteBuffer buffer) {
        return utf8(toArray(buffer));
    }

    /** A copy of the remaining bytes; the buffer's position stays. */
    public static byte[] toArray(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** {@link #toArray}, or null for null. */
    public static byte @Nullable [] toNullableArray(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : toArray(buffer);
    }

    /** Lets the thread wait; an interrupt ends the wait and is kept. */
    public static void sleep(long ms) {
        Time.SYSTEM.sleep(ms);
    }

    /** The texts of all of these with the separator between. */
    public static <T> String join(T[] elements, String separator) {
        return join(Arrays.asList(elements), separator);
    }

    /** The texts of all of these with the separator between. */
    public static <T> String join(Collection<T> elements, String separator) {
        return elements.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }

    /** Whether there is nothing but white space. */
    public static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** The absolute value; 0 for the smallest number, which has none. */
    public static int abs(int number) {
        return number == Integer.MIN_VALUE ? 0 : Math.abs(number);
    }

    /** The smallest of these. */
    public static long min(long first, long... others) {
        long min = first;
        for (long other : others) {
            min = Math.min(min, other);
        }
        return min;
    }

    /** Closes what is not null, and does not throw. */
    public static void closeQuietly(@Nullable AutoCloseable closeable, String name) {
        if (closeable != null) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("Cannot close {}", name, e);
            }
        }
    }

    /** Deletes a file, or a directory with all that is in it; what does not exist is fine. */
    public static void delete(File file) throws IOException {
        Path root = file.toPath();
        if (!Files.exists(root)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> paths = Files.walk(root)) {
            found = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            Files.deleteIfExists(path);
        }
    }
}
