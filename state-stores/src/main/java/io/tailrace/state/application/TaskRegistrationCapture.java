package io.tailrace.state.application;

import io.tailrace.state.task.TaskContext;
import io.tailrace.state.task.TaskStores;
import io.tailrace.streams.processor.RecordContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RegistrationCapture} over the context of a task, so that a store of ours within an application's store finds
 * what it needs.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class TaskRegistrationCapture extends RegistrationCapture implements TaskContext {

    private final TaskContext context;

    TaskRegistrationCapture(TaskContext context) {
        super(context);
        this.context = context;
    }

    @Override
    public TaskStores stores() {
        return context.stores();
    }

    @Override
    public long streamTimeMs() {
        return context.streamTimeMs();
    }

    @Override
    public @Nullable RecordContext recordContext() {
        return context.recordContext();
    }

    @Override
    public void setRecordContext(@Nullable RecordContext recordContext) {
        context.setRecordContext(recordContext);
    }
}
