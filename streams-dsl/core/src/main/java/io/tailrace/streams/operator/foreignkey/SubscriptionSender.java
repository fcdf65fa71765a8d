package io.tailrace.streams.operator.foreignkey;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.operator.Change;
import io.tailrace.streams.operator.OperatorContext;
import io.tailrace.streams.operator.VersionAware;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.processor.api.RecordMetadata;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes of the left table into subscriptions, and into the ends of those that they replace.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class SubscriptionSender<K, V, KForeign>
        implements ProcessorSupplier<K, Change<V>, KForeign, Subscription<K>>, VersionAware {
    private final BiFunction<? super K, ? super V, ? extends KForeign> extractor;
    private final CombinedKeys<KForeign, K> keys;
    private final PseudoTopics topics;
    private final @Nullable Serde<V> valueSerde;
    private final boolean left;
    private boolean latestOnly;

    public SubscriptionSender(
            BiFunction<? super K, ? super V, ? extends KForeign> extractor,
            CombinedKeys<KForeign, K> keys,
            PseudoTopics topics,
            @Nullable Serde<V> valueSerde,
            boolean left) {
        this.extractor = extractor;
        this.keys = keys;
        this.topics = topics;
        this.valueSerde = valueSerde;
        this.left = left;
    }

    /** Passes over updates that are older than the row, as a versioned table has them. */
    @Override
    public void useVersions() {
        latestOnly = true;
    }

    @Override
    public Processor<K, Change<V>, KForeign, Subscription<K>> get() {
        return new SenderProcessor();
    }

    private final class SenderProcessor extends ContextualProcessor<K, Change<V>, KForeign, Subscription<K>> {
        private @Nullable RowHasher<V> hasher;

        @Override
        public void init(ProcessorContext<KForeign, Subscription<K>> context) {
            super.init(context);
            keys.init(context);
            hasher = new RowHasher<>(topics, valueSerde, context);
        }

        @Override
        public void process(Record<K, Change<V>> record) {
            Change<V> change = record.value();
            if (latestOnly && !change.isLatest()) {
                OperatorContext.of(context()).recordDropped("out-of-order update of a versioned table");
                return;
            }
            KForeign oldKey = foreignKey(record.key(), change.oldValue());
            KForeign newKey = foreignKey(record.key(), change.newValue());
            if (left) {
                sendLeft(record, oldKey, newKey);
            } else {
                sendInner(record, oldKey, newKey);
            }
        }

        private @Nullable KForeign foreignKey(K key, @Nullable V value) {
            return value == null ? null : extractor.apply(key, value);
        }

        /** A left row always has an answer, so also a row without foreign key asks for one. */
        private void sendLeft(Record<K, Change<V>> record, @Nullable KForeign oldKey, @Nullable KForeign newKey) {
            if (record.value().oldValue() == null && record.value().newValue() == null) {
                return;
            }
            if (oldKey != null && changed(oldKey, newKey, record)) {
                send(record, oldKey, Subscription.Instruction.DELETE_QUIETLY);
            }
            send(record, newKey, Subscription.Instruction.ANSWER_ALWAYS);
        }

        private void sendInner(Record<K, Change<V>> record, @Nullable KForeign oldKey, @Nullable KForeign newKey) {
            if (newKey == null) {
                if (record.value().newValue() != null) {
                    OperatorContext.of(context()).recordDropped("null foreign key");
                }
                if (oldKey != null) {
                    send(record, oldKey, Subscription.Instruction.DELETE_AND_ANSWER);
                }
            } else if (oldKey != null && changed(oldKey, newKey, record)) {
                send(record, oldKey, Subscription.Instruction.DELETE_QUIETLY);
                send(record, newKey, Subscription.Instruction.ANSWER_ALWAYS);
            } else {
                send(record, newKey, Subscription.Instruction.ANSWER_IF_PRESENT);
            }
        }

        private boolean changed(KForeign oldKey, @Nullable KForeign newKey, Record<?, ?> record) {
            return !Arrays.equals(keys.foreign(newKey, record.headers()), keys.foreign(oldKey, record.headers()));
        }

        private void send(
                Record<K, Change<V>> record, @Nullable KForeign foreignKey, Subscription.Instruction instruction) {
            ValueHash hash = Objects.requireNonNull(hasher).hash(record.value().newValue(), record.headers());
            int partition = context()
                    .recordMetadata()
                    .map(RecordMetadata::partition)
                    .filter(known -> known >= 0)
                    .orElse(context().taskId().partition());
            context()
                    .forward(record.withKey(foreignKey)
                            .withValue(new Subscription<>(hash, instruction, record.key(), partition)));
        }
    }
}
