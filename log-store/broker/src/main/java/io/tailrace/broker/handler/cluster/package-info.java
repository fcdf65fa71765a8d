/** Handlers of the APIs that tell a client what there is: API versions, brokers, topics, coordinators. */
@NullMarked
package io.tailrace.broker.handler.cluster;

import org.jspecify.annotations.NullMarked;
