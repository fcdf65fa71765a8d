/** Versioned key-value stores: the history of each key within a retention. */
@NullMarked
package io.tailrace.state.versioned;

import org.jspecify.annotations.NullMarked;
