package io.tailrace.clients.network;

import java.net.ConnectException;

/**
 * Says why a connection failed without what Netty adds to the message.
 *
 * <p><b>Threads:</b> stateless.
 */
final class ConnectFailure {

    private ConnectFailure() {}

    static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        if (failure instanceof ConnectException && cause instanceof ConnectException && cause.getMessage() != null) {
            return cause.getMessage();
        }
        String message = failure.getMessage();
        if (message == null) {
            return failure.getClass().getSimpleName();
        }
        int detail = message.indexOf(": ");
        return failure instanceof ConnectException && detail > 0 ? message.substring(0, detail) : message;
    }
}
