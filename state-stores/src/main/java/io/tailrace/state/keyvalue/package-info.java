/** Key-value stores: of bytes, typed, and with timestamps. */
@NullMarked
package io.tailrace.state.keyvalue;

import org.jspecify.annotations.NullMarked;
