/**
 * The storage engine by itself, beside writes to a plain file as the limit and beside Apache Kafka's {@code UnifiedLog}, in turn
 * within one run of one JVM.
 */
@NullMarked
package io.tailrace.benchmarks.storage;

import org.jspecify.annotations.NullMarked;
