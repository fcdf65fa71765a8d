/** Ordered maps of bytes: the one shape that all stores are built on, and the cursors over it. */
@NullMarked
package io.tailrace.state.space;

import org.jspecify.annotations.NullMarked;
