/** The simulated processes: a server that can be killed, and applications with real clients. */
@NullMarked
package io.tailrace.simulator.world;

import org.jspecify.annotations.NullMarked;
