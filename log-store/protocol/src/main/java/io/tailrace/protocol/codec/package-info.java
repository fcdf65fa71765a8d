/**
 * What generated messages stand on: the message contract, primitive readers and writers for Netty buffers, and the
 * exceptions of a malformed or unwritable message.
 */
@NullMarked
package io.tailrace.protocol.codec;

import org.jspecify.annotations.NullMarked;
