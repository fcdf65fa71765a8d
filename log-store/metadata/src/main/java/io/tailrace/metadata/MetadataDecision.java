package io.tailrace.metadata;

import java.util.List;

/**
 * What the state machine made of a command.
 *
 * @param records to store as one unit, then to apply; empty if nothing changes
 * @param result true once the records are applied
 */
public record MetadataDecision<R>(List<MetadataRecord> records, R result) {

    public MetadataDecision {
        records = List.copyOf(records);
    }
}
