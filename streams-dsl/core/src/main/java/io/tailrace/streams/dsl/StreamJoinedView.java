package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.StreamJoined;
import io.tailrace.streams.state.DslStoreSuppliers;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a {@link StreamJoined}. */
final class StreamJoinedView<K, V1, V2> extends StreamJoined<K, V1, V2> {
    StreamJoinedView(StreamJoined<K, V1, V2> joined) {
        super(joined);
    }

    @Nullable
    Serde<K> key() {
        return keySerde;
    }

    @Nullable
    Serde<V1> value() {
        return valueSerde;
    }

    @Nullable
    Serde<V2> otherValue() {
        return otherValueSerde;
    }

    @Nullable
    String name() {
        return name;
    }

    @Nullable
    String storeName() {
        return storeName;
    }

    @Nullable
    WindowBytesStoreSupplier supplier() {
        return thisStoreSupplier;
    }

    @Nullable
    WindowBytesStoreSupplier otherSupplier() {
        return otherStoreSupplier;
    }

    boolean logs() {
        return loggingEnabled;
    }

    Map<String, String> logConfig() {
        return topicConfig;
    }

    @Nullable
    DslStoreSuppliers kind() {
        return dslStoreSuppliers;
    }
}
