/** The real-time implementations of the clock and scheduler ports. */
@NullMarked
package io.tailrace.broker.time;

import org.jspecify.annotations.NullMarked;
