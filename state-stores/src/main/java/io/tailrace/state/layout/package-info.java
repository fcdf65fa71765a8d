/** How keys, timestamps and values lie in a store and on its changelog. The formats are Kafka's. */
@NullMarked
package io.tailrace.state.layout;

import org.jspecify.annotations.NullMarked;
