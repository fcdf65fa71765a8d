/** The part of the public Streams API that state stores speak: pairs and store formats. The DSL module adds the rest. */
@NullMarked
package io.tailrace.streams;

import org.jspecify.annotations.NullMarked;
