package io.tailrace.streams.kstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.config.ConfigException;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.kstream.internals.SessionWindow;
import io.tailrace.streams.kstream.internals.TimeWindow;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Serdes of windowed keys: made by hand and by configuration. */
final class WindowedSerdesTest {
    private static final Windowed<String> WINDOWED = new Windowed<>("key", new TimeWindow(100, 150));
    private static final Windowed<String> SESSION = new Windowed<>("key", new SessionWindow(100, 130));
    private static final String STRINGS = Serdes.StringSerde.class.getName();

    @Test
    void shouldReadWhatItWrites() {
        try (WindowedSerdes.TimeWindowedSerde<String> serde =
                        new WindowedSerdes.TimeWindowedSerde<>(Serdes.String(), 50);
                WindowedSerdes.SessionWindowedSerde<String> sessions =
                        new WindowedSerdes.SessionWindowedSerde<>(Serdes.String())) {
            assertThat(serde.deserializer().deserialize("t", serde.serializer().serialize("t", WINDOWED)))
                    .isEqualTo(WINDOWED);
            assertThat(sessions.deserializer()
                            .deserialize("t", sessions.serializer().serialize("t", SESSION)))
                    .isEqualTo(SESSION);
            assertThat(serde.serializer().serialize("t", null)).isNull();
            assertThat(serde.deserializer().deserialize("t", new byte[0])).isNull();
        }
    }

    @Test
    void shouldTakeInnerSerdeFromConfiguration() {
        try (TimeWindowedSerializer<String> serializer = new TimeWindowedSerializer<>();
                TimeWindowedDeserializer<String> deserializer = new TimeWindowedDeserializer<>()) {
            serializer.configure(Map.of(TimeWindowedSerializer.WINDOWED_INNER_SERIALIZER_CLASS, STRINGS), true);
            deserializer.configure(
                    Map.of(
                            TimeWindowedDeserializer.WINDOWED_INNER_DESERIALIZER_CLASS,
                            STRINGS,
                            TimeWindowedDeserializer.WINDOW_SIZE_MS_CONFIG,
                            "50"),
                    true);

            assertThat(deserializer.deserialize("t", serializer.serialize("t", WINDOWED)))
                    .isEqualTo(WINDOWED);
        }
    }

    @Test
    void shouldTakeInnerSerdeByItsOldKey() {
        try (SessionWindowedSerializer<String> serializer = new SessionWindowedSerializer<>();
                SessionWindowedDeserializer<String> deserializer = new SessionWindowedDeserializer<>()) {
            serializer.configure(Map.of("windowed.inner.class.serde", STRINGS), true);
            deserializer.configure(Map.of("windowed.inner.class.serde", STRINGS), true);

            assertThat(deserializer.deserialize("t", serializer.serialize("t", SESSION)))
                    .isEqualTo(SESSION);
        }
    }

    @Test
    void shouldRefuseContradictionsAndGaps() {
        Map<String, String> integers =
                Map.of(TimeWindowedSerializer.WINDOWED_INNER_SERIALIZER_CLASS, Serdes.IntegerSerde.class.getName());
        try (TimeWindowedSerializer<String> given = new TimeWindowedSerializer<>(new StringSerializer());
                TimeWindowedSerializer<String> none = new TimeWindowedSerializer<>();
                TimeWindowedDeserializer<String> sized = new TimeWindowedDeserializer<>(new StringDeserializer(), 5L);
                TimeWindowedDeserializer<String> unsized =
                        new TimeWindowedDeserializer<>(new StringDeserializer(), null)) {
            assertThatThrownBy(() -> given.configure(integers, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is different from the one set in windowed.inner.serializer.class config");
            assertThatThrownBy(() -> none.configure(Map.of(), true)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> none.configure(
                            Map.of(TimeWindowedSerializer.WINDOWED_INNER_SERIALIZER_CLASS, "no.such.Serde"), true))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("could not be found");
            assertThatThrownBy(() -> none.serialize("t", WINDOWED))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("Inner serializer is `null`");
            assertThatThrownBy(() -> sized.configure(Map.of(TimeWindowedDeserializer.WINDOW_SIZE_MS_CONFIG, "5"), true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("should not be set in both");
            assertThatThrownBy(() -> unsized.configure(Map.of(), true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Window size needs to be set");
        }
    }
}
