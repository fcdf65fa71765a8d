package io.tailrace.common.errors;

import io.tailrace.common.KafkaException;

/** Another thread woke the consumer up in the middle of a blocking call. */
public class WakeupException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public WakeupException() {}
}
