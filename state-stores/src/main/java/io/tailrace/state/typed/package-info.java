/** What typed stores of every kind share: serdes and the layers under them. */
@NullMarked
package io.tailrace.state.typed;

import org.jspecify.annotations.NullMarked;
