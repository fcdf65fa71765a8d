/**
 * What the group coordinator writes to its partition of the offsets topic, and the byte format of it: Apache Kafka's.
 */
@NullMarked
package io.tailrace.coordinator.record;

import org.jspecify.annotations.NullMarked;
