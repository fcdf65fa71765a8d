package io.tailrace.streams.task;

import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.api.Record;
import java.util.Arrays;

/**
 * A node of a running task.
 *
 * <p><b>Threads:</b> the task's thread.
 */
abstract class RuntimeNode {
    private static final RuntimeNode[] NONE = {};

    final String name;
    RuntimeNode[] children = NONE;

    RuntimeNode(String name) {
        this.name = name;
    }

    abstract void init(NodeContext context);

    abstract void process(Record<Object, Object> record);

    abstract void close();

    final void addChild(RuntimeNode child) {
        children = Arrays.copyOf(children, children.length + 1);
        children[children.length - 1] = child;
    }

    final RuntimeNode child(String childName) {
        for (RuntimeNode child : children) {
            if (child.name.equals(childName)) {
                return child;
            }
        }
        throw new StreamsException("Unknown downstream node: " + childName
                + " either does not exist or is not connected to this processor " + name + ".");
    }
}
