/**
 * The producer: records are encoded on the caller's thread into the open batch of their partition; the client's thread
 * sends batches, repeats what failed in passing, and completes the futures. Shapes and keys are Kafka's.
 */
@NullMarked
package io.tailrace.clients.producer;

import org.jspecify.annotations.NullMarked;
