/**
 * The messages of the wire protocol and the enum of its APIs. All classes here are generated at build time from the
 * specification files inside Kafka's published artefacts; see the module {@code protocol-generator}.
 */
@NullMarked
package io.tailrace.protocol.message;

import org.jspecify.annotations.NullMarked;
