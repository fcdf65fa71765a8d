package io.tailrace.metadata;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A topic by its name or by its id; the other is null. */
public record TopicRef(@Nullable String name, @Nullable UUID id) {}
