/** The queries, one class each. */
@NullMarked
package io.tailrace.samples.nexmark.query;

import org.jspecify.annotations.NullMarked;
