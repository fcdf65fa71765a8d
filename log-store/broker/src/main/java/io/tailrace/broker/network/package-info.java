/** The Netty listener: frames, ordered pipelining, back-pressure and connection limits. It knows messages and the dispatcher, nothing of topics. */
@NullMarked
package io.tailrace.broker.network;

import org.jspecify.annotations.NullMarked;
