package io.tailrace.streams.operator.foreignkey;

import org.jspecify.annotations.Nullable;

/**
 * The answer of the right side to a {@link Subscription}.
 *
 * @param hash of the subscription
 * @param foreignValue the right row's value, or null if there is none
 * @param primaryPartition where the answer goes; not part of what is sent
 */
record Response<V>(
        @Nullable ValueHash hash,
        @Nullable V foreignValue,
        @Nullable Integer primaryPartition) {}
