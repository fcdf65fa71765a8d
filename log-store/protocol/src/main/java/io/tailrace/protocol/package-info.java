/** The wire protocol of the log store: what its parts share. */
@NullMarked
package io.tailrace.protocol;

import org.jspecify.annotations.NullMarked;
