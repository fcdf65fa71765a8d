package io.tailrace.streams.kstream;

import io.tailrace.streams.processor.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * What processors of the DSL were before {@link io.tailrace.streams.processor.api.Processor}. No operation takes one any more; programs have
 * them that run them from a processor, and in tests with {@code io.tailrace.streams.processor.MockProcessorContext}.
 *
 * <p><b>Threads:</b> one per task and use; the task's thread.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <R> type of the result
 */
@Deprecated
public interface Transformer<K, V, R> {
    /** Called once before the first record. */
    void init(ProcessorContext context);

    /** What comes of a record, or null for nothing. */
    @Nullable
    R transform(K key, V value);

    void close();
}
