/** Windows as keys of stores: a window, a key in its window, and when a window's result is emitted. */
@NullMarked
package io.tailrace.streams.kstream;

import org.jspecify.annotations.NullMarked;
