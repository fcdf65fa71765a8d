/** Stores that an application implements itself, placed under our layers: what a supplier makes that is not from us. */
@NullMarked
package io.tailrace.state.application;

import org.jspecify.annotations.NullMarked;
