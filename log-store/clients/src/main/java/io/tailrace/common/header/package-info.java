/** Record headers: named bytes beside key and value. */
@NullMarked
package io.tailrace.common.header;

import org.jspecify.annotations.NullMarked;
