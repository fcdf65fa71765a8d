/** One segment of a log: the file of batches with its two indexes, and the scanning of batches in it. */
@NullMarked
package io.tailrace.storage.segment;

import org.jspecify.annotations.NullMarked;
