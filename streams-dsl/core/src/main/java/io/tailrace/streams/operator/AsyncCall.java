package io.tailrace.streams.operator;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.api.Record;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way through an asynchronous operation.
 *
 * <pre>
 * RUNNING → FINISHED
 *    ⇅
 * BACKING_OFF
 * </pre>
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class AsyncCall<K, V, KOut, VOut> {
    /** Where a call is. */
    enum Stage {
        RUNNING,
        BACKING_OFF,
        FINISHED
    }

    final Record<K, V> record;
    final @Nullable RecordContext context;
    Stage stage = Stage.RUNNING;
    int attempt;

    /** When the attempt times out, or the next one begins; of {@link System#nanoTime}. */
    long dueNanos;

    @Nullable
    CompletionStage<?> future;

    @Nullable
    KeyValue<KOut, VOut> result;

    @Nullable
    RuntimeException error;

    AsyncCall(Record<K, V> record, @Nullable RecordContext context) {
        this.record = record;
        this.context = context;
    }

    void cancel() {
        if (future != null && stage == Stage.RUNNING) {
            future.toCompletableFuture().cancel(true);
        }
    }
}
