/** Tests of the test utilities. */
@NullMarked
package io.tailrace.streams.test;

import org.jspecify.annotations.NullMarked;
