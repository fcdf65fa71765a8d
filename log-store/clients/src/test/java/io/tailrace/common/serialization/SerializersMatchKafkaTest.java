package io.tailrace.common.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.errors.SerializationException;
import io.tailrace.common.header.internals.RecordHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every encoding against Kafka's own, byte for byte, in both directions. */
final class SerializersMatchKafkaTest {

    private static final long SEED = 20_261_120L;

    private static <T> void check(
            Serde<T> ours, org.apache.kafka.common.serialization.Serde<T> kafkas, List<T> values) {
        for (T value : values) {
            byte[] expected = kafkas.serializer().serialize("t", value);
            byte[] actual = ours.serializer().serialize("t", value);
            assertThat(actual).isEqualTo(expected);
            assertThat(ours.deserializer().deserialize("t", expected)).isEqualTo(value);
            assertThat(kafkas.deserializer().deserialize("t", actual)).isEqualTo(value);
            if (expected != null) {
                ByteBuffer direct =
                        ByteBuffer.allocateDirect(expected.length + 2).put((byte) 9);
                direct.put(expected).flip().position(1);
                assertThat(ours.deserializer().deserialize("t", new RecordHeaders(), direct))
                        .isEqualTo(value);
                assertThat(direct.position()).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldEncodeTheTypesOfTheJdkAsKafkaDoes() {
        Random random = new Random(SEED);
        List<Long> longs = new ArrayList<>(Arrays.asList(null, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE));
        random.longs(200).forEach(longs::add);
        check(Serdes.Long(), org.apache.kafka.common.serialization.Serdes.Long(), longs);
        check(
                Serdes.Integer(),
                org.apache.kafka.common.serialization.Serdes.Integer(),
                longs.stream().map(n -> n == null ? null : n.intValue()).toList().stream()
                        .toList());
        check(
                Serdes.Short(),
                org.apache.kafka.common.serialization.Serdes.Short(),
                longs.stream().map(n -> n == null ? null : n.shortValue()).toList());
        check(
                Serdes.Double(),
                org.apache.kafka.common.serialization.Serdes.Double(),
                longs.stream()
                        .map(n -> n == null ? null : Double.longBitsToDouble(n))
                        .toList());
        check(
                Serdes.Float(),
                org.apache.kafka.common.serialization.Serdes.Float(),
                longs.stream().map(n -> n == null ? null : n.floatValue() / 7).toList());
        check(
                Serdes.String(),
                org.apache.kafka.common.serialization.Serdes.String(),
                Arrays.asList(null, "", "a", "äöü€𝄞", "x".repeat(5_000)));
        check(
                Serdes.UUID(),
                org.apache.kafka.common.serialization.Serdes.UUID(),
                Arrays.asList(null, new UUID(0, 0), new UUID(random.nextLong(), random.nextLong())));
        check(
                Serdes.Boolean(),
                org.apache.kafka.common.serialization.Serdes.Boolean(),
                Arrays.asList(null, true, false));
        check(
                Serdes.ByteArray(),
                org.apache.kafka.common.serialization.Serdes.ByteArray(),
                Arrays.asList(null, new byte[0], new byte[] {1, -1}));
    }

    @Test
    @SuppressWarnings("unchecked") // the API takes a raw list class
    void shouldEncodeListsAsKafkaDoes() {
        check(
                Serdes.ListSerde(ArrayList.class, Serdes.Integer()),
                org.apache.kafka.common.serialization.Serdes.ListSerde(
                        ArrayList.class, org.apache.kafka.common.serialization.Serdes.Integer()),
                Arrays.asList(null, List.of(), Arrays.asList(1, null, 3, null), List.of(7, 8)));
        check(
                Serdes.ListSerde(ArrayList.class, Serdes.String()),
                org.apache.kafka.common.serialization.Serdes.ListSerde(
                        ArrayList.class, org.apache.kafka.common.serialization.Serdes.String()),
                Arrays.asList(
                        null,
                        List.of(),
                        Arrays.asList("a", null, "", "b") /* an empty last element: Kafka cannot read its own */,
                        List.of("xyz")));
    }

    @Test
    void shouldTakeAByteBufferFromItsStartAsKafkaDoes() {
        ByteBuffer buffer = ByteBuffer.allocate(10).put("abcdef".getBytes(StandardCharsets.UTF_8));
        buffer.flip().position(2);
        byte[] ours = new ByteBufferSerializer().serialize("t", buffer);
        byte[] kafkas =
                new org.apache.kafka.common.serialization.ByteBufferSerializer().serialize("t", buffer.duplicate());

        assertThat(ours).isEqualTo(kafkas);
        assertThat(buffer.position()).isEqualTo(2);
    }

    @Test
    @SuppressWarnings("unchecked") // the API takes a raw list class
    void shouldRefuseBytesThatAreNoEncoding() {
        assertThatThrownBy(() -> new LongDeserializer().deserialize("t", new byte[7]))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("8 bytes");
        assertThatThrownBy(() -> new BooleanDeserializer().deserialize("t", new byte[] {2}))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> new UUIDDeserializer().deserialize("t", new byte[] {65}))
                .isInstanceOf(SerializationException.class);
        // A hostile count must not be believed before the bytes are there.
        byte[] hugeList =
                ByteBuffer.allocate(5).put((byte) 1).putInt(Integer.MAX_VALUE).array();
        assertThatThrownBy(() ->
                        new ListDeserializer<>(ArrayList.class, new StringDeserializer()).deserialize("t", hugeList))
                .isInstanceOf(SerializationException.class);
    }

    /** A value of an application. */
    record Click(String path, int bytes, List<String> tags) {}

    @Test
    void shouldCarryRecordsAsJson() {
        JsonSerde<Click> serde = new JsonSerde<>(Click.class);
        Click click = new Click("/a", 3, List.of("x"));

        byte[] bytes = serde.serializer().serialize("t", click);

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo("{\"path\":\"/a\",\"bytes\":3,\"tags\":[\"x\"]}");
        assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(click);
        byte[] newer = "{\"path\":\"/a\",\"bytes\":3,\"tags\":[],\"more\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(serde.deserializer().deserialize("t", newer)).isEqualTo(new Click("/a", 3, List.of()));
        assertThatThrownBy(() -> serde.deserializer().deserialize("t", new byte[] {'{'}))
                .isInstanceOf(SerializationException.class);

        JsonDeserializer<Click> configured = new JsonDeserializer<>();
        configured.configure(Map.of(JsonDeserializer.VALUE_TYPE_CONFIG, Click.class.getName()), false);
        assertThat(configured.deserialize("t", bytes)).isEqualTo(click);
    }
}
