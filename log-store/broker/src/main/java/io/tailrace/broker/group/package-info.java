/**
 * The shell around the group coordinator: its state in the partitions of {@code __consumer_offsets}, its timers, its
 * answers held until they are durable.
 */
@NullMarked
package io.tailrace.broker.group;

import org.jspecify.annotations.NullMarked;
