package io.tailrace.metadata;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registered broker.
 *
 * @param epoch of this registration: grows with every registration of any broker
 * @param incarnationId of the process
 * @param fenced whether it must not lead partitions
 */
public record BrokerImage(
        int id,
        long epoch,
        UUID incarnationId,
        List<Endpoint> endpoints,
        @Nullable String rack,
        boolean fenced) {

    public BrokerImage {
        endpoints = List.copyOf(endpoints);
    }
}
