/**
 * Tests that hold this project against Kafka Streams.
 */
@NullMarked
package io.tailrace.streams.oracle;

import org.jspecify.annotations.NullMarked;
