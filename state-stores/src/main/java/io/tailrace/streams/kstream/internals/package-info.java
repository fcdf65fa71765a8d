/** The two kinds of windows. They are public under Kafka's names because programs and tests build them. */
@NullMarked
package io.tailrace.streams.kstream.internals;

import org.jspecify.annotations.NullMarked;
