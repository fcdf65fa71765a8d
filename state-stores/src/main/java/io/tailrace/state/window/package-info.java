/** Window stores: of bytes, typed, and with timestamps. */
@NullMarked
package io.tailrace.state.window;

import org.jspecify.annotations.NullMarked;
