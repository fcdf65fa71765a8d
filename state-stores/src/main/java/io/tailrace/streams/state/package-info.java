/**
 * State stores as applications see them: key-value, window and session stores, their builders and suppliers. Names,
 * shapes and semantics are those of Apache Kafka 4.3.
 */
@NullMarked
package io.tailrace.streams.state;

import org.jspecify.annotations.NullMarked;
