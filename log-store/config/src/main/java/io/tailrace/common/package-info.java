/**
 * Types that every public API shares, under Kafka's names. This module holds the two that configuration needs; the
 * rest of the package lives with the clients.
 */
@NullMarked
package io.tailrace.common;

import org.jspecify.annotations.NullMarked;
