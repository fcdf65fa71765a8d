/** Group commit: one sync for all who wait for it, and a directory that goes offline for good when a sync fails. */
@NullMarked
package io.tailrace.storage.durability;

import org.jspecify.annotations.NullMarked;
