package io.tailrace.storage.segment;

import org.jspecify.annotations.Nullable;

/**
 * Where the batch that holds an offset or follows it begins, or where the damage begins that has taken its place.
 *
 * @param position in the file
 * @param problem what is damaged there; null if nothing is
 */
public record LocatedBatch(int position, @Nullable String problem) {}
