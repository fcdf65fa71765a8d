/** The header implementations, public under the name that programs for Kafka import. */
@NullMarked
package io.tailrace.common.header.internals;

import org.jspecify.annotations.NullMarked;
