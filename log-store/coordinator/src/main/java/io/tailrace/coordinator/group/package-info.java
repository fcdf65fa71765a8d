/**
 * The classic group coordinator without I/O: a request and the time go in, records to append and effects (answers,
 * timers) come out. Start reading at {@link io.tailrace.coordinator.group.GroupCoordinator}.
 */
@NullMarked
package io.tailrace.coordinator.group;

import org.jspecify.annotations.NullMarked;
