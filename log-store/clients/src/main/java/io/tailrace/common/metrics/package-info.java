/**
 * Figures that a program keeps of itself: sensors take numbers, statistics condense them, reporters carry them out. Names and semantics
 * are Apache Kafka's.
 */
@NullMarked
package io.tailrace.common.metrics;

import org.jspecify.annotations.NullMarked;
