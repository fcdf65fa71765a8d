/** What every public API speaks of: topics, partitions, nodes, identifiers, metrics; Kafka's names and shapes. */
@NullMarked
package io.tailrace.common;

import org.jspecify.annotations.NullMarked;
