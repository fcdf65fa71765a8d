/** Simulated connections: real messages, encoded and decoded, with delays, resets, lost answers and silence. */
@NullMarked
package io.tailrace.simulator.network;

import org.jspecify.annotations.NullMarked;
