/**
 * What happens to a record that cannot be handled: retries, then dead-letter topic, skip or failure.
 */
@NullMarked
package io.tailrace.connect.error;

import org.jspecify.annotations.NullMarked;
