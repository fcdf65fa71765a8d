/** Writing the changes of a store to its changelog. */
@NullMarked
package io.tailrace.state.changelog;

import org.jspecify.annotations.NullMarked;
