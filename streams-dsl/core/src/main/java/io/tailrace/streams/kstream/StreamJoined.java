package io.tailrace.streams.kstream;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.state.DslStoreSuppliers;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serdes, names and stores of a stream-stream join. Each setting that is null comes from the streams or the configuration.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param <K> key type
 * @param <V1> value type of the first stream
 * @param <V2> value type of the second stream
 */
public class StreamJoined<K, V1, V2> implements NamedOperation<StreamJoined<K, V1, V2>> {
    protected final @Nullable Serde<K> keySerde;
    protected final @Nullable Serde<V1> valueSerde;
    protected final @Nullable Serde<V2> otherValueSerde;
    protected final @Nullable WindowBytesStoreSupplier thisStoreSupplier;
    protected final @Nullable WindowBytesStoreSupplier otherStoreSupplier;
    protected final @Nullable String name;
    protected final @Nullable String storeName;
    protected final boolean loggingEnabled;
    protected final Map<String, String> topicConfig;
    protected @Nullable DslStoreSuppliers dslStoreSuppliers;

    private StreamJoined(Draft<K, V1, V2> draft) {
        this.keySerde = draft.keySerde;
        this.valueSerde = draft.valueSerde;
        this.otherValueSerde = draft.otherValueSerde;
        this.dslStoreSuppliers = draft.dslStoreSuppliers;
        this.thisStoreSupplier = draft.thisStoreSupplier;
        this.otherStoreSupplier = draft.otherStoreSupplier;
        this.name = draft.name;
        this.storeName = draft.storeName;
        this.loggingEnabled = draft.loggingEnabled;
        this.topicConfig = draft.topicConfig;
    }

    protected StreamJoined(StreamJoined<K, V1, V2> streamJoined) {
        this(new Draft<>(streamJoined));
    }

    /** The next options while they are put together. */
    private static final class Draft<K, V1, V2> {
        private @Nullable Serde<K> keySerde;
        private @Nullable Serde<V1> valueSerde;
        private @Nullable Serde<V2> otherValueSerde;
        private @Nullable DslStoreSuppliers dslStoreSuppliers;
        private @Nullable WindowBytesStoreSupplier thisStoreSupplier;
        private @Nullable WindowBytesStoreSupplier otherStoreSupplier;
        private @Nullable String name;
        private @Nullable String storeName;
        private boolean loggingEnabled = true;
        private Map<String, String> topicConfig = new HashMap<>();

        private Draft() {}

        private Draft(StreamJoined<K, V1, V2> from) {
            keySerde = from.keySerde;
            valueSerde = from.valueSerde;
            otherValueSerde = from.otherValueSerde;
            dslStoreSuppliers = from.dslStoreSuppliers;
            thisStoreSupplier = from.thisStoreSupplier;
            otherStoreSupplier = from.otherStoreSupplier;
            name = from.name;
            storeName = from.storeName;
            loggingEnabled = from.loggingEnabled;
            topicConfig = from.topicConfig;
        }

        private StreamJoined<K, V1, V2> done() {
            return new StreamJoined<>(this);
        }
    }

    /** With the given stores, whose names must differ and whose times must be those of the join's windows. */
    public static <K, V1, V2> StreamJoined<K, V1, V2> with(
            @Nullable WindowBytesStoreSupplier storeSupplier, @Nullable WindowBytesStoreSupplier otherStoreSupplier) {
        Draft<K, V1, V2> draft = new Draft<>();
        draft.thisStoreSupplier = storeSupplier;
        draft.otherStoreSupplier = otherStoreSupplier;
        return draft.done();
    }

    /** With stores of this kind. */
    public static <K, V1, V2> StreamJoined<K, V1, V2> with(@Nullable DslStoreSuppliers storeSuppliers) {
        Draft<K, V1, V2> draft = new Draft<>();
        draft.dslStoreSuppliers = storeSuppliers;
        return draft.done();
    }

    /** With a base name for the stores and their changelogs. */
    public static <K, V1, V2> StreamJoined<K, V1, V2> as(@Nullable String storeName) {
        Draft<K, V1, V2> draft = new Draft<>();
        draft.storeName = storeName;
        return draft.done();
    }

    public static <K, V1, V2> StreamJoined<K, V1, V2> with(
            @Nullable Serde<K> keySerde, @Nullable Serde<V1> valueSerde, @Nullable Serde<V2> otherValueSerde) {
        Draft<K, V1, V2> draft = new Draft<>();
        draft.keySerde = keySerde;
        draft.valueSerde = valueSerde;
        draft.otherValueSerde = otherValueSerde;
        return draft.done();
    }

    /** Sets the name of the processors and repartition topics. */
    @Override
    public StreamJoined<K, V1, V2> withName(@Nullable String name) {
        Draft<K, V1, V2> draft = new Draft<>(this);
        draft.name = name;
        return draft.done();
    }

    /** Sets the base name of the stores and their changelogs. */
    public StreamJoined<K, V1, V2> withStoreName(@Nullable String storeName) {
        Draft<K, V1, V2> draft = new Draft<>(this);
        draft.storeName = storeName;
        return draft.done();
    }

    public StreamJoined<K, V1, V2> withKeySerde(@Nullable Serde<K> keySerde) {
        Draft<K, V1, V2> draft = new Draft<>(this);
        draft.keySerde = keySerde;
        return draft.done();
    }

    public StreamJoined<K, V1, V2> withValueSerde(@Nullable Serde<V1> valueSerde) {
        Draft<K, V1, V2> draft = new Draft<>(this);
        draft.valueSerde = valueSerde;
        return draft.done();
    }

    public StreamJoined<K, V1, V2> withOtherValueSerde(@Nullable Serde<V2> otherValueSerde) {
        Draft<K, V1, V2> draft = new Draft<>(this);
        draft.otherValueSerde = otherValueSerde;
        return draft.done();
    }

    /** Sets the kind of the stores that have no supplier of their own. */
    public StreamJoined<K, V1, V2> withDslStoreSuppliers(@Nullable DslStoreSuppliers dslStoreSuppliers) {
        Draft<K, V1, V2> draft = new Draft<>(this);
        draft.dslStoreSuppliers = dslStoreSuppliers;
        return draft.done();
    }

    public StreamJoined<K, V1, V2> withThisStoreSupplier(@Nullable WindowBytesStoreSupplier thisStoreSupplier) {
        Draft<K, V1, V2> draft = new Draft<>(this);
        draft.thisStoreSupplier = thisStoreSupplier;
        return draft.done();
    }

    public StreamJoined<K, V1, V2> withOtherStoreSupplier(@Nullable WindowBytesStoreSupplier otherStoreSupplier) {
        Draft<K, V1, V2> draft = new Draft<>(this);
        draft.otherStoreSupplier = otherStoreSupplier;
        return draft.done();
    }

    /** Logs the stores' changes to topics with this configuration. */
    public StreamJoined<K, V1, V2> withLoggingEnabled(Map<String, String> config) {
        Draft<K, V1, V2> draft = new Draft<>(this);
        draft.loggingEnabled = true;
        draft.topicConfig = config;
        return draft.done();
    }

    /** Does not log the stores' changes: what they hold is lost when the task moves. */
    public StreamJoined<K, V1, V2> withLoggingDisabled() {
        Draft<K, V1, V2> draft = new Draft<>(this);
        draft.loggingEnabled = false;
        draft.topicConfig = new HashMap<>();
        return draft.done();
    }

    @Override
    public String toString() {
        return "StreamJoin{keySerde=" + keySerde + ", valueSerde=" + valueSerde + ", otherValueSerde=" + otherValueSerde
                + ", thisStoreSupplier=" + thisStoreSupplier + ", otherStoreSupplier=" + otherStoreSupplier
                + ", name='" + name + "', storeName='" + storeName + "', loggingEnabled=" + loggingEnabled
                + ", topicConfig=" + topicConfig + '}';
    }
}
