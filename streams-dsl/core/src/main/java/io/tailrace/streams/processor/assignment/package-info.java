/** How tasks are spread over the instances of an application, for those who want to do it themselves (KIP-924). */
@NullMarked
package io.tailrace.streams.processor.assignment;

import org.jspecify.annotations.NullMarked;
