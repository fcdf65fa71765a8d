package io.tailrace.streams.operator;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.KeyValueMapper;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes an old row out of its old group and puts the new row in its new group: in one message if the group stays the same, unless {@code
 * upgrade.from} says that instances of an old version share the topic.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class TableRegroup<K, V, KOut, VOut>
        implements ProcessorSupplier<K, Change<V>, KOut, Change<VOut>>, VersionAware {
    /** Versions of Kafka Streams whose aggregations cannot read a message that holds an old and a new row. */
    private static final Set<String> ONE_ROW_A_MESSAGE =
            Set.of("2.4", "2.5", "2.6", "2.7", "2.8", "3.0", "3.1", "3.2", "3.3", "3.4");

    private final KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KOut, ? extends VOut>> mapper;
    private boolean latestOnly;

    public TableRegroup(
            KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KOut, ? extends VOut>> mapper) {
        this.mapper = mapper;
    }

    /** Groups hold the latest rows, so updates that are older than the row are passed over. */
    @Override
    public void useVersions() {
        latestOnly = true;
    }

    @Override
    public Processor<K, Change<V>, KOut, Change<VOut>> get() {
        return new ContextualProcessor<>() {
            private boolean rowByRow;

            @Override
            public void init(ProcessorContext<KOut, Change<VOut>> context) {
                super.init(context);
                rowByRow = context.appConfigs().get(StreamsConfig.UPGRADE_FROM_CONFIG) instanceof String from
                        && ONE_ROW_A_MESSAGE.contains(from);
            }

            @Override
            public void process(Record<K, Change<V>> record) {
                if (record.key() == null) {
                    throw new StreamsException("Record key for the grouping KTable should not be null.");
                }
                Change<V> change = record.value();
                if (latestOnly && !change.isLatest()) {
                    return;
                }
                KeyValue<? extends KOut, ? extends VOut> added = pair(record.key(), change.newValue());
                KeyValue<? extends KOut, ? extends VOut> removed = pair(record.key(), change.oldValue());
                if (!rowByRow && added != null && removed != null && removed.key.equals(added.key)) {
                    forward(record, removed.key, added.value, removed.value);
                    return;
                }
                if (removed != null) {
                    forward(record, removed.key, null, removed.value);
                }
                if (added != null) {
                    forward(record, added.key, added.value, null);
                }
            }

            private void forward(
                    Record<K, Change<V>> record, KOut key, @Nullable VOut newValue, @Nullable VOut oldValue) {
                Change<VOut> change =
                        new Change<>(newValue, oldValue, record.value().isLatest());
                context().forward(record.withKey(key).withValue(change));
            }

            private @Nullable KeyValue<? extends KOut, ? extends VOut> pair(K key, @Nullable V value) {
                if (value == null) {
                    return null;
                }
                KeyValue<? extends KOut, ? extends VOut> pair = mapper.apply(key, value);
                return pair == null || pair.key == null || pair.value == null ? null : pair;
            }
        };
    }
}
