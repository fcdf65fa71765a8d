/** Moves an application to Tailrace by the recipe alone. */
@NullMarked
package io.tailrace.migrate;

import org.jspecify.annotations.NullMarked;
