package io.tailrace.streams.state;

import java.io.Closeable;
import java.util.Iterator;

/** Walks over the versions of one key. Close it. */
public interface VersionedRecordIterator<V> extends Iterator<VersionedRecord<V>>, Closeable {

    @Override
    void close();
}
