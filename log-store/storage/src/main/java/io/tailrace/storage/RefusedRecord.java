package io.tailrace.storage;

/**
 * A record for whose sake a whole batch was refused.
 *
 * @param index its place in the batch, from 0
 * @param reason what was expected and found
 */
public record RefusedRecord(int index, String reason) {}
