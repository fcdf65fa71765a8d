package io.tailrace.streams.state;

import io.tailrace.common.header.Headers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate of a session and the headers of the record that updated it last. Source: KIP-1271.
 *
 * <p><b>Threads:</b> immutable, if the aggregate and the headers are.
 *
 * @param <AGG> type of the aggregate
 */
public final class AggregationWithHeaders<AGG> {

    private final AGG aggregation;
    private final Headers headers;

    private AggregationWithHeaders(AGG aggregation, Headers headers) {
        this.aggregation = aggregation;
        this.headers = Objects.requireNonNull(headers, "headers must not be null");
    }

    /** The pair, or null if {@code aggregation} is null. */
    public static <AGG> @Nullable AggregationWithHeaders<AGG> make(@Nullable AGG aggregation, Headers headers) {
        return aggregation == null ? null : new AggregationWithHeaders<>(aggregation, headers);
    }

    /** The pair, also of a null aggregate. */
    public static <AGG> AggregationWithHeaders<@Nullable AGG> makeAllowNullable(
            @Nullable AGG aggregation, Headers headers) {
        return new AggregationWithHeaders<>(aggregation, headers);
    }

    /** The aggregate of the pair, or null if the pair is null. */
    public static <AGG> @Nullable AGG getAggregationOrNull(@Nullable AggregationWithHeaders<AGG> pair) {
        return pair == null ? null : pair.aggregation();
    }

    public AGG aggregation() {
        return aggregation;
    }

    public Headers headers() {
        return headers;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof AggregationWithHeaders<?> that
                        && Objects.equals(aggregation, that.aggregation)
                        && headers.equals(that.headers));
    }

    @Override
    public int hashCode() {
        return Objects.hash(aggregation, headers);
    }

    @Override
    public String toString() {
        return "AggregationWithHeaders{aggregation=" + aggregation + ", headers=" + headers + '}';
    }
}
