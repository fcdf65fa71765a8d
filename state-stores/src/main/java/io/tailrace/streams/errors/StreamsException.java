package io.tailrace.streams.errors;

import io.tailrace.common.KafkaException;
import io.tailrace.streams.processor.TaskId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The root of what can go wrong in a stream application, with the task it went wrong in where that is known. */
public class StreamsException extends KafkaException {

    private static final long serialVersionUID = 1L;

    private transient @Nullable TaskId taskId;

    public StreamsException(String message) {
        this(message, (TaskId) null);
    }

    public StreamsException(String message, @Nullable TaskId taskId) {
        super(message);
        this.taskId = taskId;
    }

    public StreamsException(String message, @Nullable Throwable cause) {
        this(message, cause, null);
    }

    public StreamsException(String message, @Nullable Throwable cause, @Nullable TaskId taskId) {
        super(message, cause);
        this.taskId = taskId;
    }

    public StreamsException(Throwable cause) {
        this(cause, null);
    }

    public StreamsException(Throwable cause, @Nullable TaskId taskId) {
        super(cause);
        this.taskId = taskId;
    }

    /** The task in which it happened, if known. */
    public Optional<TaskId> taskId() {
        return Optional.ofNullable(taskId);
    }

    public void setTaskId(TaskId taskId) {
        this.taskId = taskId;
    }
}
