/**
 * The exceptions of the public API, with Kafka's names and hierarchy: {@code RetriableException} may succeed when tried
 * again, {@code ApplicationRecoverableException} when the application starts over with a new client, others will not.
 */
@NullMarked
package io.tailrace.common.errors;

import org.jspecify.annotations.NullMarked;
