/** The partitions that this broker leads, kept in step with the metadata, and how topics come to be. */
@NullMarked
package io.tailrace.broker.topic;

import org.jspecify.annotations.NullMarked;
