package io.tailrace.streams.kstream;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Name and continuation of one branch of a split stream.
 *
 * <p><b>Threads:</b> used by the thread that builds the topology.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class Branched<K, V> implements NamedOperation<Branched<K, V>> {
    protected final @Nullable String name;
    protected final @Nullable Function<? super KStream<K, V>, ? extends KStream<K, V>> chainFunction;
    protected final java.util.function.@Nullable Consumer<? super KStream<K, V>> chainConsumer;

    protected Branched(
            @Nullable String name,
            @Nullable Function<? super KStream<K, V>, ? extends KStream<K, V>> chainFunction,
            java.util.function.@Nullable Consumer<? super KStream<K, V>> chainConsumer) {
        if (name != null) {
            Named.validate(name);
        }
        this.name = name;
        this.chainFunction = chainFunction;
        this.chainConsumer = chainConsumer;
    }

    protected Branched(Branched<K, V> branched) {
        this(branched.name, branched.chainFunction, branched.chainConsumer);
    }

    public static <K, V> Branched<K, V> as(String name) {
        Objects.requireNonNull(name, "name cannot be null");
        return new Branched<>(name, null, null);
    }

    public static <K, V> Branched<K, V> withFunction(Function<? super KStream<K, V>, ? extends KStream<K, V>> chain) {
        Objects.requireNonNull(chain, "chain function cannot be null");
        return new Branched<>(null, chain, null);
    }

    public static <K, V> Branched<K, V> withConsumer(java.util.function.Consumer<KStream<K, V>> chain) {
        Objects.requireNonNull(chain, "chain consumer cannot be null");
        return new Branched<>(null, null, chain);
    }

    public static <K, V> Branched<K, V> withFunction(
            Function<? super KStream<K, V>, ? extends KStream<K, V>> chain, @Nullable String name) {
        Objects.requireNonNull(chain, "chain function cannot be null");
        return new Branched<>(name, chain, null);
    }

    public static <K, V> Branched<K, V> withConsumer(
            java.util.function.Consumer<? super KStream<K, V>> chain, @Nullable String name) {
        Objects.requireNonNull(chain, "chain consumer cannot be null");
        return new Branched<>(name, null, chain);
    }

    @Override
    public Branched<K, V> withName(String name) {
        Objects.requireNonNull(name, "name cannot be null");
        return new Branched<>(name, chainFunction, chainConsumer);
    }
}
