/** Makes the events of the site; the same number gives the same event always. */
@NullMarked
package io.tailrace.samples.nexmark.generator;

import org.jspecify.annotations.NullMarked;
