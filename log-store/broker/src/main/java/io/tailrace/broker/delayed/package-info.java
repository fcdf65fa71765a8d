/** Work of a request that waits for a condition or a deadline, whichever comes first. */
@NullMarked
package io.tailrace.broker.delayed;

import org.jspecify.annotations.NullMarked;
