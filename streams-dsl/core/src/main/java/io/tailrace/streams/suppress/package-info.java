/**
 * Holds back updates of tables: the operator, its buffer in the heap with Kafka's changelog format, and where the buffer spills to.
 */
@NullMarked
package io.tailrace.streams.suppress;

import org.jspecify.annotations.NullMarked;
