/**
 * Between objects and the bytes of keys and values. The encodings are Kafka's byte for byte; JSON over Jackson is added.
 */
@NullMarked
package io.tailrace.common.serialization;

import org.jspecify.annotations.NullMarked;
