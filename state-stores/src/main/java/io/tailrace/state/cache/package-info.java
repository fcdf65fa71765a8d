/** The write-back cache over stores and the budget that bounds it. */
@NullMarked
package io.tailrace.state.cache;

import org.jspecify.annotations.NullMarked;
