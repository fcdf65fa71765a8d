package io.tailrace.metadata;

import io.tailrace.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What became of partitions to add. */
public record CreatePartitionsResult(
        String topic, ErrorCode error, @Nullable String message) {}
