package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.Joined;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a {@link Joined}. */
final class JoinedView<K, VLeft, VRight> extends Joined<K, VLeft, VRight> {
    JoinedView(Joined<K, VLeft, VRight> joined) {
        super(joined);
    }

    @Nullable
    Serde<K> key() {
        return keySerde;
    }

    @Nullable
    Serde<VLeft> leftValue() {
        return leftValueSerde;
    }

    @Nullable
    String name() {
        return name;
    }

    /** Null for a join at once. */
    @Nullable
    Duration grace() {
        return gracePeriod;
    }
}
