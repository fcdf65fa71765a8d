/**
 * Partitions as the broker serves them: leader epoch checks, reads up to the high watermark, and the watchers that wake
 * waiting fetches. What lies on disk is storage's.
 */
@NullMarked
package io.tailrace.broker.partition;

import org.jspecify.annotations.NullMarked;
