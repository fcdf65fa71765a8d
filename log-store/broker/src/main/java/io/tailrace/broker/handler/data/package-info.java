/** Handlers of the APIs that write and read records and offsets of partitions. */
@NullMarked
package io.tailrace.broker.handler.data;

import org.jspecify.annotations.NullMarked;
