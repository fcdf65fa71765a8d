/**
 * Whole-system benchmarks beside Apache Kafka. Every step runs on each system in turn within each repetition, in child
 * JVMs with equal options, so that drift of the machine falls on both alike. Figures are ratios.
 */
@NullMarked
package io.tailrace.benchmarks;

import org.jspecify.annotations.NullMarked;
