/**
 * Frames: what travels on a connection. An int32 length, a header, and a message; broker and clients share the way
 * they are put together and taken apart.
 */
@NullMarked
package io.tailrace.protocol.frame;

import org.jspecify.annotations.NullMarked;
