package io.tailrace.streams.errors;

import io.tailrace.clients.consumer.InvalidOffsetException;
import io.tailrace.streams.processor.TaskId;
import java.util.Set;

/** What the tasks did since their last commit cannot be kept; they start again from there. */
public class TaskCorruptedException extends StreamsException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // made of a serialisable set
    private final Set<TaskId> corruptedTasks;

    public TaskCorruptedException(Set<TaskId> corruptedTasks) {
        super("Tasks " + corruptedTasks + " are corrupted and hence need to be re-initialized");
        this.corruptedTasks = Set.copyOf(corruptedTasks);
    }

    public TaskCorruptedException(Set<TaskId> corruptedTasks, InvalidOffsetException cause) {
        super("Tasks " + corruptedTasks + " are corrupted and hence need to be re-initialized", cause);
        this.corruptedTasks = Set.copyOf(corruptedTasks);
    }

    public TaskCorruptedException(Set<TaskId> corruptedTasks, ProcessorStateException cause) {
        super("Tasks " + corruptedTasks + " are corrupted and hence need to be re-initialized", cause);
        this.corruptedTasks = Set.copyOf(corruptedTasks);
    }

    public Set<TaskId> corruptedTasks() {
        return corruptedTasks;
    }
}
