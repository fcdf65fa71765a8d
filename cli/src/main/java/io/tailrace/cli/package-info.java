/** The command {@code tailrace}: one class a command, on the public clients only. */
@NullMarked
package io.tailrace.cli;

import org.jspecify.annotations.NullMarked;
