/**
 * Interactive queries, version 2: questions that are put to the stores of a running application. Names, shapes and
 * semantics are those of Apache Kafka 4.3. Source: KIP-796.
 */
@NullMarked
package io.tailrace.streams.query;

import org.jspecify.annotations.NullMarked;
