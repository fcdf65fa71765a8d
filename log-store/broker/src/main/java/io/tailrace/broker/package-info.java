/**
 * The assembled broker: {@link io.tailrace.broker.Broker} on ports, {@link io.tailrace.broker.BrokerServer} with sockets.
 */
@NullMarked
package io.tailrace.broker;

import org.jspecify.annotations.NullMarked;
