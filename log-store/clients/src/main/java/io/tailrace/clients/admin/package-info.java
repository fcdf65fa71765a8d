/**
 * Administration of a cluster under Kafka's names: topics, records, configuration, offsets and groups. {@link
 * io.tailrace.clients.admin.TailraceAdmin} implements it; one class a duty does the work.
 */
@NullMarked
package io.tailrace.clients.admin;

import org.jspecify.annotations.NullMarked;
