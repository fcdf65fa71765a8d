/** What the broker tells about itself, and the producer ids it hands out. */
@NullMarked
package io.tailrace.broker.cluster;

import org.jspecify.annotations.NullMarked;
