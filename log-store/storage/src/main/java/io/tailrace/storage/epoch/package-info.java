/** Where the epoch of each leader begins in a log (KIP-101): what replicas and clients find divergence with. */
@NullMarked
package io.tailrace.storage.epoch;

import org.jspecify.annotations.NullMarked;
