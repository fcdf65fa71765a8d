package io.tailrace.clients.core;

import java.net.UnknownHostException;

/**
 * Why something failed, in few words for the middle of a sentence.
 *
 * <p><b>Threads:</b> stateless.
 */
final class Reasons {

    private Reasons() {}

    static String of(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof UnknownHostException) {
            return "unknown host " + message;
        }
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
