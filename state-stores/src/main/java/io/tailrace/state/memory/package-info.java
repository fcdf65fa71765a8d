/** Stores in the heap. */
@NullMarked
package io.tailrace.state.memory;

import org.jspecify.annotations.NullMarked;
