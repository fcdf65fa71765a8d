package io.tailrace.streams.operator;

/**
 * An operator whose result is a table.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public interface TableOperator<K, V> {
    /**
     * Asks the operator to send old values with its changes.
     *
     * @param forceMaterialization whether a table without a store may be given one for that
     * @return whether old values will be sent
     */
    boolean enableSendingOldValues(boolean forceMaterialization);

    TableView<K, V> view();
}
