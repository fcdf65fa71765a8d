/**
 * One sub-topology for one partition as a plain object: it is given records and the time, and hands what is to be sent to a port. No
 * threads, no clients, no clock. The runtime and the test driver run the same tasks.
 */
@NullMarked
package io.tailrace.streams.task;

import org.jspecify.annotations.NullMarked;
