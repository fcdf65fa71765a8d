package io.tailrace.streams.errors;

/**
 * Decides what becomes of the application when a stream thread dies of an exception.
 *
 * <p><b>Threads:</b> called by the dying thread.
 */
@FunctionalInterface
public interface StreamsUncaughtExceptionHandler {
    /** What to do. */
    enum StreamThreadExceptionResponse {
        /** Start a new thread in place of the dead one. */
        REPLACE_THREAD(0, "REPLACE_THREAD"),
        /** Stop this instance. */
        SHUTDOWN_CLIENT(1, "SHUTDOWN_KAFKA_STREAMS_CLIENT"),
        /** Stop all instances of the application. */
        SHUTDOWN_APPLICATION(2, "SHUTDOWN_KAFKA_STREAMS_APPLICATION");

        /** A name for logs that does not change. */
        public final String name;

        /** A number for protocols that does not change. */
        public final int id;

        StreamThreadExceptionResponse(int id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    StreamThreadExceptionResponse handle(Throwable exception);
}
