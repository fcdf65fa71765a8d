/** Errors of stores and of what is built on them, with Kafka's names. */
@NullMarked
package io.tailrace.streams.errors;

import org.jspecify.annotations.NullMarked;
