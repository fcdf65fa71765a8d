package io.tailrace.clients.core;

import io.tailrace.common.KafkaException;
import io.tailrace.common.errors.UnsupportedVersionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * From the failures of futures to the exceptions of the public API.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class Failures {

    private Failures() {}

    /** The failure without the wrappers that futures put around it. */
    public static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** The failure as one that a public method may throw. */
    public static RuntimeException asRuntime(Throwable failure) {
        Throwable inner = unwrap(failure);
        return inner instanceof RuntimeException runtime ? runtime : new KafkaException(inner);
    }

    /** Whether a failure of {@link BrokerClient#send} proves that the broker did not get the request. */
    public static boolean wasNeverSent(Throwable failure) {
        Throwable inner = unwrap(failure);
        return inner instanceof UnreachableException
                || inner instanceof UnsentTimeoutException
                || inner instanceof UnsupportedVersionException;
    }
}
