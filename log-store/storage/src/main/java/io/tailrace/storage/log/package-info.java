/**
 * The log store: a data directory with its partitions, and the log of one partition. What the broker uses; everything below
 * is made of the other packages of this module.
 */
@NullMarked
package io.tailrace.storage.log;

import org.jspecify.annotations.NullMarked;
