package io.tailrace.streams.kstream;

import io.tailrace.streams.processor.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Computes the rows of a table out of those of another, with access to stores and to the context of the record. It cannot forward
 * records.
 *
 * <p>Rows of a table that is not materialised are computed again where they are looked up, so the result may depend on key and value
 * only, unless the result is materialised.
 *
 * <p><b>Threads:</b> one per task and use; the task's thread.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <VR> type of the new value
 */
public interface ValueTransformerWithKey<K, V, VR> {
    /** Called once before the first row. */
    void init(ProcessorContext context);

    /** The new value of a row; null values of the table come here too. */
    VR transform(K readOnlyKey, @Nullable V value);

    void close();
}
