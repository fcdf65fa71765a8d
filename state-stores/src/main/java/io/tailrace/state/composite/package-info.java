/** Stores as other threads than the task's see them: guarded by the task's lock, plain where that is asked, all partitions as one. */
@NullMarked
package io.tailrace.state.composite;

import org.jspecify.annotations.NullMarked;
