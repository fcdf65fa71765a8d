/**
 * The consumer: Kafka's public consumer interface and types, and {@link io.tailrace.clients.consumer.TailraceConsumer}
 * behind it. The group protocol, the assignment algorithms and the fetching of batches live in packages below this one,
 * which know nothing of the public types.
 */
@NullMarked
package io.tailrace.clients.consumer;

import org.jspecify.annotations.NullMarked;
