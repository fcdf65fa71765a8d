/** Task assignors to choose from. */
@NullMarked
package io.tailrace.streams.processor.assignment.assignors;

import org.jspecify.annotations.NullMarked;
