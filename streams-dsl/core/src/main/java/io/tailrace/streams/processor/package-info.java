/** Part of the public API of the streams DSL; see also the classes of this package in the state-stores module. */
@NullMarked
package io.tailrace.streams.processor;

import org.jspecify.annotations.NullMarked;
