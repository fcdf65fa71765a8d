package io.tailrace.streams.runtime;

import io.tailrace.streams.processor.TaskId;
import java.util.Map;

/** A stream thread as seen from outside. */
public record ThreadStatus(String name, String state, Map<TaskId, TaskStatus> tasks) {}
