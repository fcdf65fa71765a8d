/** Virtual time: one event loop on which every simulated process has a scheduler of its own. */
@NullMarked
package io.tailrace.simulator.time;

import org.jspecify.annotations.NullMarked;
