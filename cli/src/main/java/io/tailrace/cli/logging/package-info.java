/** How the command line logs: one line an event, on standard error. */
@NullMarked
package io.tailrace.cli.logging;

import org.jspecify.annotations.NullMarked;
