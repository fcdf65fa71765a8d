/**
 * The bridge between the thread that owns a consumer and the scheduler that owns its connections: requests go one way,
 * answers come back through a mailbox.
 */
@NullMarked
package io.tailrace.clients.consumer.dispatch;

import org.jspecify.annotations.NullMarked;
