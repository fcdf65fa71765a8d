package io.tailrace.clients.admin;

import io.tailrace.clients.admin.AdminCalls.Outcome;
import io.tailrace.clients.core.Failures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Asks several brokers, each for its own keys, and puts the answers together. <b>Threads:</b> the client's scheduler. */
final class Fan {

    private Fan() {}

    /**
     * @param groups the keys each target is asked for
     * @param ask asks one target; if that fails, its keys fail and the others do not
     */
    static <T, K, V, C extends Collection<K>> CompletableFuture<Map<K, Outcome<V>>> out(
            Map<T, C> groups, BiFunction<T, C, CompletableFuture<Map<K, Outcome<V>>>> ask) {
        List<CompletableFuture<Map<K, Outcome<V>>>> answers = new ArrayList<>();
        groups.forEach((target, keys) -> answers.add(ask.apply(target, keys).exceptionally(failure -> {
            Map<K, Outcome<V>> failed = new HashMap<>();
            keys.forEach(key -> failed.put(key, Outcome.failed(Failures.unwrap(failure))));
            return failed;
        })));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    Map<K, Outcome<V>> all = new HashMap<>();
                    answers.forEach(answer -> all.putAll(answer.join()));
                    return all;
                });
    }
}
