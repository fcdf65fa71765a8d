/** The context for tests of one transformer alone, which came before that in {@code processor.api}. */
@NullMarked
package io.tailrace.streams.processor;

import org.jspecify.annotations.NullMarked;
