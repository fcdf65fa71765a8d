package io.tailrace.streams.suppress;

import io.tailrace.state.task.TaskContext;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.kstream.BufferBounds;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.operator.Change;
import io.tailrace.streams.operator.TableGetter;
import io.tailrace.streams.operator.TableOperator;
import io.tailrace.streams.operator.TableView;
import io.tailrace.streams.operator.TimeObserver;
import io.tailrace.streams.operator.VersionAware;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds back updates of a table until they are due, or the buffer is full. Whoever looks a row up downstream sees the value that was
 * emitted last.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class TableSuppress<K, V>
        implements ProcessorSupplier<K, Change<V>, K, Change<V>>, TableOperator<K, V>, VersionAware {
    private final TableOperator<K, V> parent;
    private final Rule rule;

    /**
     * When to emit.
     *
     * @param name of the processor, for errors
     * @param waitMs how long to hold back: after the window's end if {@code finalResults}, else after the first update
     * @param finalResults whether keys are windows of which only the final results are wanted; then deletions are not
     */
    public record Rule(String name, String storeName, long waitMs, boolean finalResults, BufferBounds bounds) {}

    public TableSuppress(TableOperator<K, V> parent, Rule rule) {
        this.parent = parent;
        this.rule = rule;
        parent.enableSendingOldValues(true); // for the value that was emitted last
    }

    @Override
    public void useVersions() {
        throw new TopologyException(
                "suppress() is only supported for non-versioned KTables (note that version semantics"
                        + " might be inherited from upstream)");
    }

    @Override
    public boolean enableSendingOldValues(boolean forceMaterialization) {
        return parent.enableSendingOldValues(forceMaterialization);
    }

    @Override
    public TableView<K, V> view() {
        TableView<K, V> rows = parent.view();
        List<String> stores = new ArrayList<>();
        stores.add(rule.storeName());
        stores.addAll(rows.storeNames());
        return new TableView<>(
                List.copyOf(stores), () -> new LastEmitted(rows.getters().get()));
    }

    private final class LastEmitted implements TableGetter<K, V> {
        private final TableGetter<K, V> rows;
        private @Nullable ChangeBuffer<K, V> buffer;

        private LastEmitted(TableGetter<K, V> rows) {
            this.rows = rows;
        }

        @Override
        public void init(ProcessingContext context) {
            rows.init(context);
            buffer = context.getStateStore(rule.storeName());
        }

        @Override
        public @Nullable ValueAndTimestamp<V> get(K key) {
            ChangeBuffer<K, V> heldBack = Objects.requireNonNull(buffer);
            // The timestamp of the value emitted last is not known.
            return heldBack.holdsBack(key) ? ValueAndTimestamp.make(heldBack.prior(key), -1) : rows.get(key);
        }
    }

    @Override
    public Processor<K, Change<V>, K, Change<V>> get() {
        return new SuppressProcessor();
    }

    private final class SuppressProcessor extends ContextualProcessor<K, Change<V>, K, Change<V>>
            implements TimeObserver {
        private ChangeBuffer<K, V> buffer;
        private TaskContext task;
        private long streamTimeMs = -1;

        @SuppressWarnings("NullAway.Init") // set by init before the first record
        private SuppressProcessor() {}

        @Override
        public void init(ProcessorContext<K, Change<V>> context) {
            super.init(context);
            buffer = context.getStateStore(rule.storeName());
            task = (TaskContext) context;
        }

        @Override
        public void process(Record<K, Change<V>> record) {
            streamTimeMs = Math.max(streamTimeMs, record.timestamp());
            RecordContext from = Objects.requireNonNull(task.recordContext(), "record context");
            buffer.put(timeOf(record), record.key(), record.value(), from);
            buffer.evictWhile(() -> buffer.firstDueMs() <= streamTimeMs - rule.waitMs(), this::emit);
            if (!isFull()) {
                return;
            }
            if (rule.bounds().whenFull() == BufferBounds.WhenFull.EMIT_EARLY) {
                buffer.evictWhile(this::isFull, this::emit);
            } else if (rule.bounds().whenFull() == BufferBounds.WhenFull.SHUT_DOWN) {
                throw new StreamsException(String.format(
                        "%s buffer exceeded its max capacity. Currently [%d/%d] records and [%d/%d] bytes.",
                        rule.name(),
                        buffer.count(),
                        rule.bounds().maxRecords(),
                        buffer.sizeBytes(),
                        rule.bounds().maxBytes()));
            }
        }

        @Override
        public void streamTimeAdvanced(long timeMs) {
            streamTimeMs = Math.max(streamTimeMs, timeMs);
            buffer.evictWhile(() -> buffer.firstDueMs() <= streamTimeMs - rule.waitMs(), this::emit);
        }

        private long timeOf(Record<K, Change<V>> record) {
            return rule.finalResults() && record.key() instanceof Windowed<?> windowed
                    ? windowed.window().end()
                    : record.timestamp();
        }

        private boolean isFull() {
            return buffer.count() > rule.bounds().maxRecords()
                    || buffer.sizeBytes() > rule.bounds().maxBytes();
        }

        private void emit(K key, Change<V> change, RecordContext from) {
            if (change.newValue() == null && rule.finalResults()) {
                return;
            }
            RecordContext before = task.recordContext();
            task.setRecordContext(from);
            try {
                context().forward(new Record<>(key, change, from.timestamp(), from.headers()));
            } finally {
                task.setRecordContext(before);
            }
        }
    }
}
