/**
 * The loops that drive source and sink tasks, and their restarts.
 */
@NullMarked
package io.tailrace.connect.task;

import org.jspecify.annotations.NullMarked;
