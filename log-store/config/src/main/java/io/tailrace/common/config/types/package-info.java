/** Value types of configuration keys that the JDK does not have. */
@NullMarked
package io.tailrace.common.config.types;

import org.jspecify.annotations.NullMarked;
