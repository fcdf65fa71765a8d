package io.tailrace.metadata;

import io.tailrace.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Result of a registration.
 *
 * @param brokerEpoch identifies this registration in later commands; -1 with an error
 */
public record BrokerRegistered(ErrorCode error, @Nullable String message, long brokerEpoch) {}
