/**
 * How partitions are divided among the members of a group: pure functions from members and partitions to an
 * assignment, with the same results as the assignors of Apache Kafka 4.3 for the same input, so that a group of mixed
 * clients comes to the same assignment whoever leads it.
 */
@NullMarked
package io.tailrace.clients.consumer.assignment;

import org.jspecify.annotations.NullMarked;
