/** The few utilities that Kafka's public API shows: {@code Bytes}, {@code Time}, and the key hash of partitioners. */
@NullMarked
package io.tailrace.common.utils;

import org.jspecify.annotations.NullMarked;
