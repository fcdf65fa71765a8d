package io.tailrace.storage.producer;

import org.jspecify.annotations.Nullable;

/**
 * What an appender knows of the transaction that it writes in.
 *
 * @param guard from the question to the coordinator whether the transaction includes this partition; needed by the batch
 *     that begins one here
 * @param version the transaction's version ({@code transaction.version}), which decides by which epoch a marker ends it: from 2 on
 *     every transaction has an epoch of its own, and its marker the next one
 */
public record TransactionClaim(@Nullable VerificationGuard guard, int version) {

    /** No claim: goes on with a transaction that is open, or writes outside of any. */
    public static final TransactionClaim NONE = new TransactionClaim(null, 0);

    /** The first version whose transactions have an epoch each (KIP-890). */
    static final int EPOCH_BUMPS = 2;

    public static TransactionClaim verified(VerificationGuard guard) {
        return new TransactionClaim(guard, 0);
    }

    public static TransactionClaim marker(int version) {
        return new TransactionClaim(null, version);
    }

    boolean bumpsEpochs() {
        return version >= EPOCH_BUMPS;
    }
}
