/** What a store may know of the record in process. */
@NullMarked
package io.tailrace.streams.processor.api;

import org.jspecify.annotations.NullMarked;
