/** What a partition remembers of each idempotent producer, the rules of sequence numbers, and the snapshot file of it. */
@NullMarked
package io.tailrace.storage.producer;

import org.jspecify.annotations.NullMarked;
