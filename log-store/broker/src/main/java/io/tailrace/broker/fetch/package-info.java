/** Reading for Fetch requests: limits over several partitions, and the wait for enough data. */
@NullMarked
package io.tailrace.broker.fetch;

import org.jspecify.annotations.NullMarked;
