package io.tailrace.streams.processor.assignment;

import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupAssignment;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import io.tailrace.common.Configurable;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Spreads the tasks of an application over its instances; set by {@code task.assignor.class}. The leader of the group makes one of each
 * rebalance and asks it once. Which thread of an instance gets a task is decided behind it.
 *
 * <p><b>Threads:</b> the leader's stream thread.
 */
public interface TaskAssignor extends Configurable {
    /** What is wrong with an assignment. */
    enum AssignmentError {
        NONE,
        ACTIVE_TASK_ASSIGNED_MULTIPLE_TIMES,
        INVALID_STANDBY_TASK,
        MISSING_PROCESS_ID,
        UNKNOWN_PROCESS_ID,
        UNKNOWN_TASK_ID
    }

    /** The assignment: one part for each instance. */
    class TaskAssignment {
        private final Collection<KafkaStreamsAssignment> assignment;

        public TaskAssignment(Collection<KafkaStreamsAssignment> assignment) {
            this.assignment = List.copyOf(assignment);
        }

        public Collection<KafkaStreamsAssignment> assignment() {
            return assignment;
        }
    }

    /** @throws io.tailrace.streams.errors.TaskAssignmentException if there is none; the instances stop then */
    TaskAssignment assign(ApplicationState applicationState);

    /** Is told what became of the assignment, also if it was refused. */
    default void onAssignmentComputed(
            GroupAssignment assignment, GroupSubscription subscription, AssignmentError error) {}

    @Override
    default void configure(Map<String, ?> configs) {}
}
