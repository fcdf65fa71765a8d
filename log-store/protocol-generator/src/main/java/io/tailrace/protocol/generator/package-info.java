/**
 * Turns Kafka's message specifications into Java classes that read and write Netty buffers. Used at build time only.
 * The way is one direction: JSON → spec records → resolved model → one emitter per generated duty → source files.
 */
@NullMarked
package io.tailrace.protocol.generator;

import org.jspecify.annotations.NullMarked;
