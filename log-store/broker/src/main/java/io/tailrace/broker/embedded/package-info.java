/**
 * The broker inside the application's process: the transport of {@code bootstrap.servers=embedded:DIR}. The same
 * messages go to the same handlers, unencoded.
 */
@NullMarked
package io.tailrace.broker.embedded;

import org.jspecify.annotations.NullMarked;
