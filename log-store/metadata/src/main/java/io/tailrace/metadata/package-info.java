/**
 * The cluster's metadata as one deterministic state machine: a command and an immutable image go in, records and a
 * result come out; replaying the records makes the next image. No I/O, threads, clock or randomness; what orders and
 * stores the records is behind {@link io.tailrace.metadata.MetadataQuorum}.
 */
@NullMarked
package io.tailrace.metadata;

import org.jspecify.annotations.NullMarked;
