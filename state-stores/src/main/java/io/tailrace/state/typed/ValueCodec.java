package io.tailrace.state.typed;

import io.tailrace.common.header.Headers;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.streams.state.AggregationWithHeaders;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.ValueTimestampHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a store's interface lie in the store: plain ones as they are, those with a timestamp behind it.
 *
 * <p><b>Threads:</b> the task's owner only.
 *
 * @param <V> type of the plain values
 * @param <S> type of the values of the store's interface
 */
public abstract class ValueCodec<V, S> {

    private final ValueFormat format;
    final StoreSerdes<?, V> serdes;

    private ValueCodec(ValueFormat format, StoreSerdes<?, V> serdes) {
        this.format = format;
        this.serdes = serdes;
    }

    /** Makes the codec when the serdes are known. */
    public interface Factory<V, S> {
        ValueCodec<V, S> over(StoreSerdes<?, V> serdes);

        /** The format that the codec will have. */
        ValueFormat format();
    }

    public ValueFormat format() {
        return format;
    }

    /** Null deletes. */
    public abstract byte @Nullable [] encode(@Nullable S value);

    public abstract @Nullable S decode(byte @Nullable [] stored);

    /** The value without its timestamp. */
    public abstract @Nullable V plain(byte @Nullable [] stored);

    /** Whether a timestamp is stored with each value. */
    public final boolean isTimestamped() {
        return format == ValueFormat.TIMESTAMPED || format == ValueFormat.TIMESTAMPED_WITH_HEADERS;
    }

    /** The value with its timestamp, where one is stored. */
    public final @Nullable ValueAndTimestamp<V> withTimestamp(byte @Nullable [] stored) {
        return stored == null ? null : ValueAndTimestamp.make(plain(stored), format.timestamp(stored, -1));
    }

    /** Values as they are. */
    public static <V> Factory<V, V> plainValues() {
        return new Factory<>() {
            @Override
            public ValueCodec<V, V> over(StoreSerdes<?, V> serdes) {
                return new Plain<>(serdes);
            }

            @Override
            public ValueFormat format() {
                return ValueFormat.PLAIN;
            }
        };
    }

    /** Values behind their timestamps. */
    public static <V> Factory<V, ValueAndTimestamp<V>> timestampedValues() {
        return new Factory<>() {
            @Override
            public ValueCodec<V, ValueAndTimestamp<V>> over(StoreSerdes<?, V> serdes) {
                return new Timestamped<>(serdes);
            }

            @Override
            public ValueFormat format() {
                return ValueFormat.TIMESTAMPED;
            }
        };
    }

    /** Values behind their headers and timestamps. */
    public static <V> Factory<V, ValueTimestampHeaders<V>> valuesWithTimestampAndHeaders() {
        return new Factory<>() {
            @Override
            public ValueCodec<V, ValueTimestampHeaders<V>> over(StoreSerdes<?, V> serdes) {
                return new TimestampedWithHeaders<>(serdes);
            }

            @Override
            public ValueFormat format() {
                return ValueFormat.TIMESTAMPED_WITH_HEADERS;
            }
        };
    }

    /** Aggregates of sessions behind their headers. */
    public static <V> Factory<V, AggregationWithHeaders<V>> aggregationsWithHeaders() {
        return new Factory<>() {
            @Override
            public ValueCodec<V, AggregationWithHeaders<V>> over(StoreSerdes<?, V> serdes) {
                return new WithHeaders<>(serdes);
            }

            @Override
            public ValueFormat format() {
                return ValueFormat.WITH_HEADERS;
            }
        };
    }

    private static final class Plain<V> extends ValueCodec<V, V> {

        Plain(StoreSerdes<?, V> serdes) {
            super(ValueFormat.PLAIN, serdes);
        }

        @Override
        public byte @Nullable [] encode(@Nullable V value) {
            return value == null ? null : serdes.value(value);
        }

        @Override
        public @Nullable V decode(byte @Nullable [] stored) {
            return stored == null ? null : serdes.value(stored);
        }

        @Override
        public @Nullable V plain(byte @Nullable [] stored) {
            return decode(stored);
        }
    }

    private static final class Timestamped<V> extends ValueCodec<V, ValueAndTimestamp<V>> {

        Timestamped(StoreSerdes<?, V> serdes) {
            super(ValueFormat.TIMESTAMPED, serdes);
        }

        @Override
        public byte @Nullable [] encode(@Nullable ValueAndTimestamp<V> value) {
            return value == null || value.value() == null
                    ? null
                    : format().storedOrNull(serdes.value(value.value()), value.timestamp());
        }

        @Override
        public @Nullable ValueAndTimestamp<V> decode(byte @Nullable [] stored) {
            return stored == null ? null : ValueAndTimestamp.make(plain(stored), format().timestamp(stored, -1));
        }

        @Override
        public @Nullable V plain(byte @Nullable [] stored) {
            return stored == null ? null : serdes.value(stored, Long.BYTES);
        }
    }

    private static final class TimestampedWithHeaders<V> extends ValueCodec<V, ValueTimestampHeaders<V>> {

        TimestampedWithHeaders(StoreSerdes<?, V> serdes) {
            super(ValueFormat.TIMESTAMPED_WITH_HEADERS, serdes);
        }

        @Override
        public byte @Nullable [] encode(@Nullable ValueTimestampHeaders<V> value) {
            return value == null || value.value() == null
                    ? null
                    : format().storedOrNull(
                                    serdes.value(value.value(), value.headers()), value.timestamp(), value.headers());
        }

        @Override
        public @Nullable ValueTimestampHeaders<V> decode(byte @Nullable [] stored) {
            Headers headers = stored == null ? null : format().headers(stored);
            return stored == null || headers == null
                    ? null
                    : ValueTimestampHeaders.make(
                            serdes.value(stored, format().valueOffset(stored), headers),
                            format().timestamp(stored, -1),
                            headers);
        }

        @Override
        public @Nullable V plain(byte @Nullable [] stored) {
            return ValueTimestampHeaders.getValueOrNull(decode(stored));
        }
    }

    private static final class WithHeaders<V> extends ValueCodec<V, AggregationWithHeaders<V>> {

        WithHeaders(StoreSerdes<?, V> serdes) {
            super(ValueFormat.WITH_HEADERS, serdes);
        }

        @Override
        public byte @Nullable [] encode(@Nullable AggregationWithHeaders<V> value) {
            return value == null || value.aggregation() == null
                    ? null
                    : format().storedOrNull(serdes.value(value.aggregation(), value.headers()), -1, value.headers());
        }

        @Override
        public @Nullable AggregationWithHeaders<V> decode(byte @Nullable [] stored) {
            Headers headers = stored == null ? null : format().headers(stored);
            return stored == null || headers == null
                    ? null
                    : AggregationWithHeaders.make(serdes.value(stored, format().valueOffset(stored), headers), headers);
        }

        @Override
        public @Nullable V plain(byte @Nullable [] stored) {
            return AggregationWithHeaders.getAggregationOrNull(decode(stored));
        }
    }
}
