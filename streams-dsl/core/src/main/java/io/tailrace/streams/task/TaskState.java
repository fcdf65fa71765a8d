package io.tailrace.streams.task;

import io.tailrace.state.task.StateDirectory;
import io.tailrace.state.task.TaskStores;
import io.tailrace.streams.operator.PendingWork;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.TaskId;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a task share.
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class TaskState {
    final TaskId id;
    final TaskSettings settings;
    final TaskStores stores;
    final TaskOutput output;
    final File stateDir;
    final DropCounter drops;
    final Map<String, Long> marks = new HashMap<>();
    final IdentityHashMap<Object, Object> shared = new IdentityHashMap<>();
    final Map<String, StoreTimers<?>> timers = new LinkedHashMap<>();
    final List<PendingWork> pending = new ArrayList<>();
    private final Punctuations streamTime = new Punctuations();
    private final Punctuations wallClock = new Punctuations();

    @Nullable
    RecordContext record;

    long streamTimeMs = -1;
    long wallClockMs;
    boolean commitRequested;
    boolean marksChanged;

    TaskState(TaskId id, TaskSettings settings, TaskStores stores, TaskOutput output, File stateDir) {
        this.id = id;
        this.settings = settings;
        this.stores = stores;
        this.output = output;
        this.stateDir = stateDir;
        this.drops = new DropCounter(
                id, settings.metrics().taskRecords(Thread.currentThread().getName(), id.toString(), "dropped-records"));
    }

    /** Whether this is the task that keeps the global stores. */
    boolean isGlobal() {
        return id.equals(StateDirectory.GLOBAL);
    }

    Punctuations punctuations(PunctuationType type) {
        return type == PunctuationType.STREAM_TIME ? streamTime : wallClock;
    }
}
