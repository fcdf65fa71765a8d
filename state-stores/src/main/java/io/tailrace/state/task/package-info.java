/** How a task opens, restores, commits and closes its stores, and the directory it keeps them in. */
@NullMarked
package io.tailrace.state.task;

import org.jspecify.annotations.NullMarked;
