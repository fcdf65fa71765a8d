package io.tailrace.metadata;

import io.tailrace.protocol.ErrorCode;

/**
 * Producer ids from {@code firstId} on.
 *
 * @param firstId -1 with an error
 * @param size how many; 0 with an error
 */
public record ProducerIdBlock(ErrorCode error, long firstId, int size) {}
