/**
 * A disk that fails on demand, whichever disk is below it: errors, a full device, short, lost, misdirected and altered writes,
 * rot, delays. For tests of a whole server on real files.
 */
@NullMarked
package io.tailrace.storage.disk.fault;

import org.jspecify.annotations.NullMarked;
