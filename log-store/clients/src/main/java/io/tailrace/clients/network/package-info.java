/** The transport over TCP, on Netty: one event loop a client, which is also the client's scheduler. */
@NullMarked
package io.tailrace.clients.network;

import org.jspecify.annotations.NullMarked;
