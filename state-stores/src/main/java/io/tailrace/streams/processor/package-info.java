/** The contract between a state store and the task that owns it, in the shapes of Kafka's public API. */
@NullMarked
package io.tailrace.streams.processor;

import org.jspecify.annotations.NullMarked;
