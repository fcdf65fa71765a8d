package io.tailrace.metadata;

import io.tailrace.protocol.ErrorCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a topic to delete; name and id are both given if the topic was found. */
public record DeleteTopicResult(
        @Nullable String name,
        @Nullable UUID id,
        ErrorCode error,
        @Nullable String message) {}
