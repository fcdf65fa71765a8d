package io.tailrace.streams.kstream;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.AutoOffsetReset;
import io.tailrace.streams.Topology;
import io.tailrace.streams.processor.TimestampExtractor;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a source topic is read: serdes, timestamp extractor, where to begin without a committed offset, and the processor's name.
 * What is not given comes from the application's configuration.
 *
 * <p><b>Threads:</b> used by the thread that builds the topology.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class Consumed<K, V> implements NamedOperation<Consumed<K, V>> {
    protected @Nullable Serde<K> keySerde;
    protected @Nullable Serde<V> valueSerde;
    protected @Nullable TimestampExtractor timestampExtractor;
    protected @Nullable AutoOffsetReset resetPolicy;
    protected @Nullable String processorName;
    protected @Nullable Duration idleTimeout;

    private Consumed(
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            @Nullable TimestampExtractor timestampExtractor,
            @Nullable AutoOffsetReset resetPolicy,
            @Nullable String processorName) {
        this.keySerde = keySerde;
        this.valueSerde = valueSerde;
        this.timestampExtractor = timestampExtractor;
        this.resetPolicy = resetPolicy;
        this.processorName = processorName;
    }

    protected Consumed(Consumed<K, V> consumed) {
        this(
                consumed.keySerde,
                consumed.valueSerde,
                consumed.timestampExtractor,
                consumed.resetPolicy,
                consumed.processorName);
        this.idleTimeout = consumed.idleTimeout;
    }

    private Consumed<K, V> idleAs(Consumed<?, ?> consumed) {
        idleTimeout = consumed.idleTimeout;
        return this;
    }

    public static <K, V> Consumed<K, V> with(
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            @Nullable TimestampExtractor timestampExtractor,
            @Nullable AutoOffsetReset resetPolicy) {
        return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, null);
    }

    /** @deprecated since Kafka 4.0, for the form with {@link AutoOffsetReset} */
    @Deprecated
    public static <K, V> Consumed<K, V> with(
            @Nullable Serde<K> keySerde,
            @Nullable Serde<V> valueSerde,
            @Nullable TimestampExtractor timestampExtractor,
            Topology.@Nullable AutoOffsetReset resetPolicy) {
        return new Consumed<>(keySerde, valueSerde, timestampExtractor, kind(resetPolicy), null);
    }

    public static <K, V> Consumed<K, V> with(@Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        return new Consumed<>(keySerde, valueSerde, null, null, null);
    }

    public static <K, V> Consumed<K, V> with(@Nullable TimestampExtractor timestampExtractor) {
        return new Consumed<>(null, null, timestampExtractor, null, null);
    }

    public static <K, V> Consumed<K, V> with(@Nullable AutoOffsetReset resetPolicy) {
        return new Consumed<>(null, null, null, resetPolicy, null);
    }

    /** @deprecated since Kafka 4.0, for the form with {@link AutoOffsetReset} */
    @Deprecated
    public static <K, V> Consumed<K, V> with(Topology.@Nullable AutoOffsetReset resetPolicy) {
        return new Consumed<>(null, null, null, kind(resetPolicy), null);
    }

    public static <K, V> Consumed<K, V> as(@Nullable String processorName) {
        return new Consumed<>(null, null, null, null, processorName);
    }

    public Consumed<K, V> withKeySerde(@Nullable Serde<K> keySerde) {
        return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, processorName).idleAs(this);
    }

    public Consumed<K, V> withValueSerde(@Nullable Serde<V> valueSerde) {
        return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, processorName).idleAs(this);
    }

    public Consumed<K, V> withTimestampExtractor(@Nullable TimestampExtractor timestampExtractor) {
        return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, processorName).idleAs(this);
    }

    public Consumed<K, V> withOffsetResetPolicy(@Nullable AutoOffsetReset resetPolicy) {
        return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, processorName).idleAs(this);
    }

    /** @deprecated since Kafka 4.0, for the form with {@link AutoOffsetReset} */
    @Deprecated
    public Consumed<K, V> withOffsetResetPolicy(Topology.@Nullable AutoOffsetReset resetPolicy) {
        return withOffsetResetPolicy(kind(resetPolicy));
    }

    @SuppressWarnings("deprecation") // what the deprecated forms take
    private static @Nullable AutoOffsetReset kind(Topology.@Nullable AutoOffsetReset legacy) {
        return legacy == null ? null : legacy.asKind();
    }

    @Override
    public Consumed<K, V> withName(@Nullable String processorName) {
        return new Consumed<>(keySerde, valueSerde, timestampExtractor, resetPolicy, processorName).idleAs(this);
    }

    /**
     * How long a partition of these topics may be without records before it no longer holds back stream time, in place of {@code
     * source.idle.timeout.ms}. Not in Kafka.
     *
     * @throws IllegalArgumentException if negative
     */
    public Consumed<K, V> withIdleTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout can't be null");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("Idle timeout must not be negative.");
        }
        Consumed<K, V> consumed = new Consumed<>(this);
        consumed.idleTimeout = timeout;
        return consumed;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Consumed<?, ?> other
                && Objects.equals(keySerde, other.keySerde)
                && Objects.equals(valueSerde, other.valueSerde)
                && Objects.equals(timestampExtractor, other.timestampExtractor)
                && Objects.equals(resetPolicy, other.resetPolicy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keySerde, valueSerde, timestampExtractor, resetPolicy);
    }
}
