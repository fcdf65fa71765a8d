/**
 * The way of one record between Connect's form and bytes: converters and transformations.
 */
@NullMarked
package io.tailrace.connect.record;

import org.jspecify.annotations.NullMarked;
