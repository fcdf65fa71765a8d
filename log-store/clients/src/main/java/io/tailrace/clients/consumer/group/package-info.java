/**
 * Membership in a group of the classic protocol: join, sync, heartbeat, leave. Knows nothing of topics and partitions;
 * what members tell each other is bytes.
 */
@NullMarked
package io.tailrace.clients.consumer.group;

import org.jspecify.annotations.NullMarked;
