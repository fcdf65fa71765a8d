/** A task around stores under test, and the cases that every kind of store runs through. */
@NullMarked
package io.tailrace.state.kit;

import org.jspecify.annotations.NullMarked;
