package io.tailrace.connect.error;

import org.apache.kafka.connect.errors.ConnectException;

/** One record could not be handled, after as many attempts as the policy allows. */
public final class RecordFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Stage stage;
    private final String executingClass;
    private final int attempts;
    private final Exception failure;

    RecordFailure(Stage stage, Class<?> executing, int attempts, Exception cause) {
        super(stage + " failed in " + executing.getName() + " after " + attempts + " attempt(s): " + cause, cause);
        this.stage = stage;
        this.executingClass = executing.getName();
        this.attempts = attempts;
        this.failure = cause;
    }

    public Stage stage() {
        return stage;
    }

    public String executingClass() {
        return executingClass;
    }

    public int attempts() {
        return attempts;
    }

    public Exception failure() {
        return failure;
    }

    /** The exception that ends the task, where the policy does not go on. */
    public ConnectException asFatal(String where) {
        return new ConnectException(
                getMessage() + ", " + where + "; errors.tolerance=none stops the task here", failure);
    }
}
