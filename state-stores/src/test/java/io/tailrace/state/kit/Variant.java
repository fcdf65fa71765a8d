package io.tailrace.state.kit;

import io.tailrace.state.cache.CacheBudget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A combination of layers: every one has to behave the same. */
public record Variant(boolean persistent, long cacheBytes, boolean logged) {

    /** All combinations; the small cache evicts all the time. */
    public static List<Variant> all() {
        List<Variant> all = new ArrayList<>();
        for (boolean persistent : new boolean[] {false, true}) {
            for (long cache : new long[] {0, 2_000, 1 << 20}) {
                for (boolean logged : new boolean[] {false, true}) {
                    all.add(new Variant(persistent, cache, logged));
                }
            }
        }
        return all;
    }

    public @Nullable CacheBudget budget() {
        return cacheBytes == 0 ? null : new CacheBudget(cacheBytes);
    }

    @Override
    public String toString() {
        return (persistent ? "rocksdb" : "memory")
                + (logged ? "+changelog" : "")
                + (cacheBytes == 0 ? "" : "+cache" + cacheBytes);
    }
}
