package io.tailrace.broker.fetch;

/**
 * How much a fetch wants, and how long it waits for it.
 *
 * @param minBytes a fetch with less waits
 * @param maxBytes limit over all partitions; the first batch of the first partition that has any is returned even if
 *     it alone is larger (KIP-74)
 * @param maxWaitMs after this time a fetch returns what there is
 */
public record FetchLimits(int minBytes, int maxBytes, int maxWaitMs) {}
