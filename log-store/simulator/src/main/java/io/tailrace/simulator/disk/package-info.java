/** Disks that break their promises: planted bugs that the simulator has to find. */
@NullMarked
package io.tailrace.simulator.disk;

import org.jspecify.annotations.NullMarked;
