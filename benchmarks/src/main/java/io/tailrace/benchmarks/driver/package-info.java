/** The task path by itself: the test driver's records a second beside Kafka's, without a broker, a client or a network. */
@NullMarked
package io.tailrace.benchmarks.driver;

import org.jspecify.annotations.NullMarked;
