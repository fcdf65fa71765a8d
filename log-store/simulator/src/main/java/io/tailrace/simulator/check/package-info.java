/** Says which promises a history breaks. Each class checks properties of the list that tests name by number. */
@NullMarked
package io.tailrace.simulator.check;

import org.jspecify.annotations.NullMarked;
