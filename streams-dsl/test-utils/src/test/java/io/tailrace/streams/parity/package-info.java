/** Holds our public API against Kafka's: every type, constructor, method, field and constant of it that is not deprecated. */
@NullMarked
package io.tailrace.streams.parity;

import org.jspecify.annotations.NullMarked;
