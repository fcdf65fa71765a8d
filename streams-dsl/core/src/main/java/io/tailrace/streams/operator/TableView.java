package io.tailrace.streams.operator;

import java.util.List;
import java.util.function.Supplier;

/**
 * How a table can be looked at from another operator.
 *
 * @param storeNames the stores that the getters read, to which the reader has to be connected
 */
public record TableView<K, V>(List<String> storeNames, Supplier<TableGetter<K, V>> getters) {
    public static <K, V> TableView<K, V> ofStore(String storeName) {
        return new TableView<>(List.of(storeName), () -> TableGetter.ofStore(storeName));
    }
}
