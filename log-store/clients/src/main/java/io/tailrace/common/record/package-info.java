/** What the public API says of how a record is stored. */
@NullMarked
package io.tailrace.common.record;

import org.jspecify.annotations.NullMarked;
