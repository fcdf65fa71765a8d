/** The sparse indexes beside a segment, in Kafka's format: offset to position, and timestamp to offset. */
@NullMarked
package io.tailrace.storage.index;

import org.jspecify.annotations.NullMarked;
