package io.tailrace.streams.kstream;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Adapts extractors of foreign keys. */
final class ForeignKeys {
    private ForeignKeys() {}

    static <K, V, KO> BiFunction<K, V, KO> ofValue(Function<? super V, ? extends KO> extractor) {
        Objects.requireNonNull(extractor, "foreignKeyExtractor can't be null");
        return (key, value) -> extractor.apply(value);
    }
}
