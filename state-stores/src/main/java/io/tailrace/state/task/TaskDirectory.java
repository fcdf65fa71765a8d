package io.tailrace.state.task;

import io.tailrace.streams.processor.TaskId;
import java.nio.file.Path;

/**
 * The directory of a task, held by one owner.
 *
 * <p><b>Threads:</b> {@link #close} from any thread.
 */
public final class TaskDirectory implements AutoCloseable {

    private final StateDirectory parent;
    private final TaskId taskId;
    private final Path path;

    TaskDirectory(StateDirectory parent, TaskId taskId, Path path) {
        this.parent = parent;
        this.taskId = taskId;
        this.path = path;
    }

    public TaskId taskId() {
        return taskId;
    }

    /** The directory; it exists, unless the application keeps nothing on disk. */
    public Path path() {
        return path;
    }

    /** Lets others have the directory. Idempotent. */
    @Override
    public void close() {
        parent.unlock(this);
    }
}
