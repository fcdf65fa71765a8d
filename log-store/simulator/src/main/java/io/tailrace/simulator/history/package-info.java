/** What clients asked for and what they were told: the material of the checker. */
@NullMarked
package io.tailrace.simulator.history;

import org.jspecify.annotations.NullMarked;
