package io.tailrace.simulator.history;

import org.jspecify.annotations.Nullable;

/**
 * A record that a producer was given.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
public final class Send {

    /** What is known of its fate. */
    public enum Outcome {
        /** No answer yet. */
        INVOKED,
        /** Acknowledged: it is in the log at {@link #offset()}. */
        OK,
        /** Refused for good: it is not in the log and never will be. */
        FAILED,
        /** The client gave up: it may be in the log or not. */
        UNKNOWN
    }

    private static final int SHOWN_CHARS = 24;

    private final String producer;
    private final boolean idempotent;
    private final long order;
    private final String topic;
    private final int partition;
    private final String value;
    private Outcome outcome = Outcome.INVOKED;
    private long offset = -1;
    private @Nullable String error;

    Send(String producer, boolean idempotent, long order, String topic, int partition, String value) {
        this.producer = producer;
        this.idempotent = idempotent;
        this.order = order;
        this.topic = topic;
        this.partition = partition;
        this.value = value;
    }

    public void ok(long acknowledgedOffset) {
        requireInvoked();
        outcome = Outcome.OK;
        offset = acknowledgedOffset;
    }

    public void failed(String why) {
        requireInvoked();
        outcome = Outcome.FAILED;
        error = why;
    }

    public void unknown(String why) {
        requireInvoked();
        outcome = Outcome.UNKNOWN;
        error = why;
    }

    private void requireInvoked() {
        if (outcome != Outcome.INVOKED) {
            throw new IllegalStateException("expected one outcome, found a second one for " + this);
        }
    }

    public String producer() {
        return producer;
    }

    public boolean idempotent() {
        return idempotent;
    }

    /** Place among the sends of this producer. */
    public long order() {
        return order;
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    /** Unique in the whole history. */
    public String value() {
        return value;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Only if {@link Outcome#OK}. */
    public long offset() {
        return offset;
    }

    /** The beginning of a value, which is what makes it unique. */
    public static String shown(String value) {
        return value.length() <= SHOWN_CHARS ? value : value.substring(0, SHOWN_CHARS) + "…";
    }

    @Override
    public String toString() {
        return producer + " sent " + shown(value) + " to " + topic + "-" + partition + ": " + outcome
                + (outcome == Outcome.OK ? " at " + offset : "") + (error == null ? "" : " (" + error + ")");
    }
}
