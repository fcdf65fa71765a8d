/**
 * Looking into the files of a log, judging them, and putting right what can be: what {@code tailrace log} is made of. Nothing here
 * writes but {@link io.tailrace.storage.inspect.LogRepair}.
 */
@NullMarked
package io.tailrace.storage.inspect;

import org.jspecify.annotations.NullMarked;
