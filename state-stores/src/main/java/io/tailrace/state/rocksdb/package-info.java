/** Stores on disk: one RocksDB a task, a column family a store, and every native object in a scope that closes it. */
@NullMarked
package io.tailrace.state.rocksdb;

import org.jspecify.annotations.NullMarked;
