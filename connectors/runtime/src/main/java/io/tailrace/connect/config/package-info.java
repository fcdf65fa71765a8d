/**
 * What the runtime and each connector are configured with.
 */
@NullMarked
package io.tailrace.connect.config;

import org.jspecify.annotations.NullMarked;
