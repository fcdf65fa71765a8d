package io.tailrace.connect.offset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SubmittedOffsetsTest {

    private static final Map<String, Object> FILE = Map.of("file", "a");
    private static final Map<String, Object> OTHER = Map.of("file", "b");

    private final SubmittedOffsets offsets = new SubmittedOffsets();

    @Test
    void shouldGiveOnlyOffsetsBeforeWhichAllIsAcknowledged() {
        var first = offsets.submit(FILE, Map.of("position", 1L));
        var second = offsets.submit(FILE, Map.of("position", 2L));
        var third = offsets.submit(FILE, Map.of("position", 3L));

        second.acknowledge();
        assertThat(offsets.take()).isEmpty();
        first.acknowledge();
        assertThat(offsets.take()).isEqualTo(Map.of(FILE, Map.of("position", 2L)));
        third.acknowledge();
        assertThat(offsets.take()).isEqualTo(Map.of(FILE, Map.of("position", 3L)));
        assertThat(offsets.take()).isEmpty();
    }

    @Test
    void shouldKeepPartitionsApart() {
        offsets.submit(FILE, Map.of("position", 1L));
        offsets.submit(OTHER, Map.of("position", 9L)).acknowledge();

        assertThat(offsets.take()).isEqualTo(Map.of(OTHER, Map.of("position", 9L)));
    }
}
