package io.tailrace.streams.dsl;

import io.tailrace.streams.kstream.GlobalKTable;
import io.tailrace.streams.operator.TableView;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link GlobalKTable}. */
record GlobalTableImpl<K, V>(String storeName, @Nullable String queryableStoreName) implements GlobalKTable<K, V> {
    /** The rows; no connection is needed to see a global store. */
    TableView<K, V> view() {
        return TableView.ofStore(storeName);
    }
}
