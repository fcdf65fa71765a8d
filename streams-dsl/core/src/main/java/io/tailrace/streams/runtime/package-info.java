/**
 * Runs tasks: threads, assignment through the consumer group, internal topics, restore and commit.
 */
@NullMarked
package io.tailrace.streams.runtime;

import org.jspecify.annotations.NullMarked;
