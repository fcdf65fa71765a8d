/**
 * Finds and instantiates plugins, by class name or alias, from the class path and from isolated plugin folders.
 */
@NullMarked
package io.tailrace.connect.plugin;

import org.jspecify.annotations.NullMarked;
