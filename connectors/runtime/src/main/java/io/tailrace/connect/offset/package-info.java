/**
 * Where source connectors stand: positions of records that a broker has acknowledged, kept over restarts.
 */
@NullMarked
package io.tailrace.connect.offset;

import org.jspecify.annotations.NullMarked;
