/** What window and session stores share: entries of a key and a time, kept in segments of time, dropped when they are old. */
@NullMarked
package io.tailrace.state.timed;

import org.jspecify.annotations.NullMarked;
