package io.tailrace.streams.dsl;

import io.tailrace.streams.kstream.Branched;
import io.tailrace.streams.kstream.KStream;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a {@link Branched}. */
final class BranchedView<K, V> extends Branched<K, V> {
    BranchedView(Branched<K, V> branched) {
        super(branched);
    }

    static <K, V> BranchedView<K, V> unnamed() {
        return new BranchedView<>(new Unnamed<>());
    }

    private static final class Unnamed<K, V> extends Branched<K, V> {
        Unnamed() {
            super(null, null, null);
        }
    }

    @Nullable
    String name() {
        return name;
    }

    /** The stream that the branch goes on as, or null if its consumer took it. */
    @Nullable
    KStream<K, V> chain(KStream<K, V> branch) {
        if (chainFunction != null) {
            return chainFunction.apply(branch);
        }
        if (chainConsumer != null) {
            chainConsumer.accept(branch);
            return null;
        }
        return branch;
    }
}
