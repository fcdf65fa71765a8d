package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code CONCURRENT_TRANSACTIONS} (51) of the protocol. */
public class ConcurrentTransactionsException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public ConcurrentTransactionsException(@Nullable String message) {
        super(message);
    }
}
