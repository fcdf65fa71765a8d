package io.tailrace.storage.segment;

/**
 * What the log knows of one of its segments that the segment itself does not.
 *
 * @param endOffset what the next segment begins with, or the end of the log: no batch reaches beyond it
 * @param isDense whether nothing was ever compacted away: where offsets are missing, something is damaged
 */
public record Extent(long endOffset, boolean isDense) {}
