/**
 * The ports to time and deferred work. They live in the lowest module that broker, storage and clients share, as
 * interfaces only: whoever owns threads implements them.
 */
@NullMarked
package io.tailrace.protocol.time;

import org.jspecify.annotations.NullMarked;
