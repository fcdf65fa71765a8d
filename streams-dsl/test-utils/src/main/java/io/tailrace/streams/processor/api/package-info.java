/** A processor context for tests of one processor alone. */
@NullMarked
package io.tailrace.streams.processor.api;

import org.jspecify.annotations.NullMarked;
