/**
 * A seeded, deterministic simulation of one broker and its clients: the production code on virtual time, a simulated
 * network and a disk that loses what was not synced. Start at {@link io.tailrace.simulator.Simulation}.
 */
@NullMarked
package io.tailrace.simulator;

import org.jspecify.annotations.NullMarked;
