/**
 * The metadata of a server that stands alone: commands are decided here and their records kept in a local log. Also the
 * identity of the data directory.
 */
@NullMarked
package io.tailrace.broker.quorum;

import org.jspecify.annotations.NullMarked;
