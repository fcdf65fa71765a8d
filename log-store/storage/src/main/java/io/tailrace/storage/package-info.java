/** The exceptions of the log store that its callers handle, and what an append may be refused for. */
@NullMarked
package io.tailrace.storage;

import org.jspecify.annotations.NullMarked;
