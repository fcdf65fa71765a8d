package io.tailrace.metadata;

import io.tailrace.protocol.ErrorCode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a topic to create.
 *
 * @param id zero with an error or when only validated
 * @param partitions -1 with an error
 * @param replicationFactor -1 with an error
 * @param configs the overrides
 */
public record CreateTopicResult(
        String name,
        ErrorCode error,
        @Nullable String message,
        UUID id,
        int partitions,
        short replicationFactor,
        Map<String, String> configs) {

    static final UUID NO_ID = new UUID(0, 0);

    static CreateTopicResult failed(String name, MetadataRejectedException why) {
        return new CreateTopicResult(name, why.error(), why.getMessage(), NO_ID, -1, (short) -1, Map.of());
    }
}
