package io.tailrace.common.header;

import org.jspecify.annotations.Nullable;

/**
 * The headers of a record, in order. Once the record is sent they are read-only.
 *
 * <p><b>Threads:</b> one at a time.
 */
public interface Headers extends Iterable<Header> {

    /**
     * Adds a header at the end.
     *
     * @throws IllegalStateException if the headers are read-only
     */
    Headers add(Header header) throws IllegalStateException;

    /** As {@link #add(Header)}. */
    Headers add(String key, byte @Nullable [] value) throws IllegalStateException;

    /**
     * Removes every header of that key.
     *
     * @throws IllegalStateException if the headers are read-only
     */
    Headers remove(String key) throws IllegalStateException;

    /** The last header of that key, null if there is none. */
    @Nullable
    Header lastHeader(String key);

    /** The headers of that key, in order. */
    Iterable<Header> headers(String key);

    /** All headers, in order, in an array of the caller's. */
    Header[] toArray();
}
