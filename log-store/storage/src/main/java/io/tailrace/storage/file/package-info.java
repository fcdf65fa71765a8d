/** Small files written whole: checkpoints in Kafka's text format, the topic's identity, and their atomic replacement. */
@NullMarked
package io.tailrace.storage.file;

import org.jspecify.annotations.NullMarked;
