/**
 * A disk in memory that fails as real ones do: power lost with unsynced pages, torn and short writes, errors, a full device,
 * flipped bits. Deterministic from a given source of randomness; for tests and the simulator.
 */
@NullMarked
package io.tailrace.storage.disk.memory;

import org.jspecify.annotations.NullMarked;
