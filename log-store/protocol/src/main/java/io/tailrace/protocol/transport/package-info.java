/**
 * The transport port: all that clients know of a broker, and a broker of its clients, besides the messages themselves.
 */
@NullMarked
package io.tailrace.protocol.transport;

import org.jspecify.annotations.NullMarked;
