/**
 * Compaction: the last record of each key stays, older ones go. A pass over a log builds a map from key to last offset, writes its
 * segments anew with what is to stay, and has the log put them in the place of the old ones.
 */
@NullMarked
package io.tailrace.storage.compaction;

import org.jspecify.annotations.NullMarked;
