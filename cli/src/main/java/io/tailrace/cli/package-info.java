/** The command {@code tailrace}: one class a command, on the public clients; {@code log} on the inspection of storage. */
@NullMarked
package io.tailrace.cli;

import org.jspecify.annotations.NullMarked;
