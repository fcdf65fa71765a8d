/** Records as tests of topologies read and write them. */
@NullMarked
package io.tailrace.streams.test;

import org.jspecify.annotations.NullMarked;
