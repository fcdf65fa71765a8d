/**
 * The port to the file system: everything that storage does with files goes through {@link
 * io.tailrace.storage.disk.Disk}, so that tests and the simulator can lose power, break writes and fill the disk.
 */
@NullMarked
package io.tailrace.storage.disk;

import org.jspecify.annotations.NullMarked;
