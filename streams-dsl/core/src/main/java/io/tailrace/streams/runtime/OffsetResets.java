package io.tailrace.streams.runtime;

import io.tailrace.streams.AutoOffsetReset;
import io.tailrace.streams.topology.CompiledTopology;
import io.tailrace.streams.topology.SourceSpec;
import java.util.Locale;

/** Where a topic is read from without a committed offset: as its source says, else as configured. */
enum OffsetResets {
    EARLIEST,
    LATEST,
    NONE;

    static OffsetResets of(CompiledTopology topology, String topic, String configured) {
        SourceSpec source = topology.sourceOf(topic);
        AutoOffsetReset reset = source == null ? null : source.offsetReset();
        if (reset == null) {
            boolean internal = topology.subtopologies().stream()
                    .anyMatch(subtopology -> subtopology.repartitionTopics().containsKey(topic));
            return internal ? EARLIEST : valueOf(configured.toUpperCase(Locale.ROOT));
        }
        if (reset.equals(AutoOffsetReset.earliest())) {
            return EARLIEST;
        }
        return reset.equals(AutoOffsetReset.latest()) ? LATEST : NONE;
    }
}
