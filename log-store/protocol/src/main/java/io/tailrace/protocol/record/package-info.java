/**
 * Record batches of Kafka's format 2, read and written in place on Netty buffers. A batch is what travels, what lies on
 * disk and what a consumer decodes; nothing here copies a payload unless asked to.
 */
@NullMarked
package io.tailrace.protocol.record;

import org.jspecify.annotations.NullMarked;
