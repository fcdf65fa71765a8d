package io.tailrace.simulator.network;

import io.tailrace.protocol.codec.ApiMessage;
import java.util.concurrent.CompletableFuture;

/** The server's end of the network: serves requests until the process that is behind it ends. */
public interface ServerPort {

    /** Whether connections can be opened. */
    boolean isUp();

    /** What a connection of a client talks to. */
    Session open(String connectionId, String clientId);

    /** One connection, seen from the server. */
    interface Session {

        /** Whether the sender of this request waits for a response. */
        boolean answers(ApiMessage request);

        /** Serves a request; the caller owns the response, and the request's records until then. */
        CompletableFuture<ApiMessage> serve(ApiMessage request, short version);
    }
}
