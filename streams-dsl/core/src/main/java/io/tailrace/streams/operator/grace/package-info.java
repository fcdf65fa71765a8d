/** The join of a stream with a versioned table that lets late updates of the table come in first. */
@NullMarked
package io.tailrace.streams.operator.grace;

import org.jspecify.annotations.NullMarked;
