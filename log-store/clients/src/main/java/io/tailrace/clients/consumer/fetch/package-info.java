/** Fetched batches of one partition, decoded record by record as the application takes them. */
@NullMarked
package io.tailrace.clients.consumer.fetch;

import org.jspecify.annotations.NullMarked;
