package io.tailrace.metadata;

import io.tailrace.common.config.ConfigResource;
import io.tailrace.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What became of the changes of one resource. */
public record AlterConfigResult(
        ConfigResource resource, ErrorCode error, @Nullable String message) {}
