/** Opening a partition's directory: what is trusted, what is checked, what is cut and what is made anew. */
@NullMarked
package io.tailrace.storage.recovery;

import org.jspecify.annotations.NullMarked;
