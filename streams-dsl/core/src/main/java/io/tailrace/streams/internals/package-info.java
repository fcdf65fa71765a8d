/** What test kits written for Kafka Streams expect at this place. */
@NullMarked
package io.tailrace.streams.internals;

import org.jspecify.annotations.NullMarked;
