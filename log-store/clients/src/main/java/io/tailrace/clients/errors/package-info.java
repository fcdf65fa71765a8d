/** One policy for records that cannot be handled: how often to try again, and what becomes of them then. */
@NullMarked
package io.tailrace.clients.errors;

import org.jspecify.annotations.NullMarked;
