package io.tailrace.streams.state;

/** The windows of one key: each key of the iterator is a window's start time in milliseconds. Close it. */
public interface WindowStoreIterator<V> extends KeyValueIterator<Long, V> {

    @Override
    void close();
}
