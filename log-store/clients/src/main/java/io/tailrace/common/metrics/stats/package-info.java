/** The statistics that a sensor can keep. */
@NullMarked
package io.tailrace.common.metrics.stats;

import org.jspecify.annotations.NullMarked;
