/** What public signatures of stores name, but applications do not implement. */
@NullMarked
package io.tailrace.streams.state.internals;

import org.jspecify.annotations.NullMarked;
