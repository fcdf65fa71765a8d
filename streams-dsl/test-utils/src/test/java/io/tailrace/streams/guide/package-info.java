/** The code of the user guide {@code docs/streams-guide.md}: its snippets, run, with what the guide says comes out. */
@NullMarked
package io.tailrace.streams.guide;

import org.jspecify.annotations.NullMarked;
