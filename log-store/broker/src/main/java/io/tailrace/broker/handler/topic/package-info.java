/** Handlers of the APIs that change topics and their configuration. */
@NullMarked
package io.tailrace.broker.handler.topic;

import org.jspecify.annotations.NullMarked;
