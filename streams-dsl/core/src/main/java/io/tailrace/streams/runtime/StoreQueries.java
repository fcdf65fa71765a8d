package io.tailrace.streams.runtime;

import io.tailrace.state.composite.GuardedStores;
import io.tailrace.state.task.GlobalStores;
import io.tailrace.state.task.StoreGuard;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.errors.InvalidStateStorePartitionException;
import io.tailrace.streams.errors.UnknownStateStoreException;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.query.FailureReason;
import io.tailrace.streams.query.QueryConfig;
import io.tailrace.streams.query.QueryResult;
import io.tailrace.streams.query.StateQueryRequest;
import io.tailrace.streams.query.StateQueryResult;
import io.tailrace.streams.state.QueryableStoreType;
import io.tailrace.streams.state.internals.StateStoreProvider;
import io.tailrace.streams.task.StreamTask;
import io.tailrace.streams.topology.CompiledTopology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the stores of the tasks that run here, for threads of the application. Each read takes the guard of the task.
 *
 * <p><b>Threads:</b> any.
 */
public final class StoreQueries {
    private final CompiledTopology topology;
    private final Supplier<Collection<StreamTask>> tasks;
    private final GlobalStores globals;

    StoreQueries(CompiledTopology topology, Supplier<Collection<StreamTask>> tasks, GlobalStores globals) {
        this.topology = topology;
        this.tasks = tasks;
        this.globals = globals;
    }

    /**
     * What {@code type} makes of the partitions that are here.
     *
     * @param partition null for all
     * @throws UnknownStateStoreException if the topology has no such store
     * @throws InvalidStateStoreException if no partition of it is here, or it is of another type
     */
    public <T> T store(String name, QueryableStoreType<T> type, @Nullable Integer partition) {
        ensureKnown(name);
        StateStoreProvider provider = new Provider(partition);
        provider.stores(name, type);
        return type.create(provider, name);
    }

    /** Gives the stores of all tasks, or of those of one partition. */
    private final class Provider implements StateStoreProvider {
        private final @Nullable Integer partition;

        Provider(@Nullable Integer partition) {
            this.partition = partition;
        }

        @Override
        public <T> List<T> stores(String name, QueryableStoreType<T> type) {
            StateStore global = globals.view(name);
            if (global != null) {
                ensureAccepted(global, type);
                // The view of a global store takes turns with its owner by itself.
                return List.of(GuardedStores.view(global, type, new StoreGuard()));
            }
            List<T> found = new ArrayList<>();
            boolean elsewhere = false;
            for (StreamTask task : tasks.get()) {
                StateStore store = task.stores().store(name);
                if (store == null || !store.isOpen()) {
                    continue;
                }
                if (partition != null && task.id().partition() != partition) {
                    elsewhere = true;
                    continue;
                }
                ensureAccepted(store, type);
                found.add(GuardedStores.view(store, type, task.stores().guard()));
            }
            if (found.isEmpty() && elsewhere) {
                throw new InvalidStateStorePartitionException(
                        "The specified partition " + partition + " for store " + name + " does not exist.");
            }
            if (found.isEmpty()) {
                throw new InvalidStateStoreException(
                        "The state store, " + name + ", may have migrated to another instance.");
            }
            return found;
        }

        private void ensureAccepted(StateStore store, QueryableStoreType<?> type) {
            if (!type.accepts(store)) {
                throw new InvalidStateStoreException("Cannot get state store " + store.name()
                        + " because the queryable store type [" + type.getClass()
                        + "] does not accept the actual store type [" + store.getClass() + "].");
            }
        }
    }

    /**
     * Puts a query to the partitions that it names.
     *
     * @throws UnknownStateStoreException if the topology has no such store
     */
    public <R> StateQueryResult<R> query(StateQueryRequest<R> request) {
        String name = request.getStoreName();
        ensureKnown(name);
        StateQueryResult<R> results = new StateQueryResult<>();
        StateStore global = globals.view(name);
        if (global != null) {
            QueryConfig config = new QueryConfig(request.executionInfoEnabled());
            results.setGlobalResult(global.query(request.getQuery(), request.getPositionBound(), config));
            return results;
        }
        Set<Integer> missing = request.isAllPartitions() ? Set.of() : new TreeSet<>(request.getPartitions());
        for (StreamTask task : tasks.get()) {
            StateStore store = task.stores().store(name);
            int partition = task.id().partition();
            if (store != null && (request.isAllPartitions() || missing.remove(partition))) {
                results.addResult(partition, ask(task, store, request));
            }
        }
        for (int partition : missing) {
            results.addResult(
                    partition,
                    QueryResult.forFailure(
                            FailureReason.NOT_PRESENT,
                            "The requested partition was not present at the time of the query."));
        }
        return results;
    }

    private static <R> QueryResult<R> ask(StreamTask task, StateStore store, StateQueryRequest<R> request) {
        QueryConfig config = new QueryConfig(request.executionInfoEnabled());
        return task.stores()
                .guard()
                .run(() -> GuardedStores.guarded(
                        store.query(request.getQuery(), request.getPositionBound(), config),
                        task.stores().guard()));
    }

    /** Whether the topology has a store of that name. */
    public boolean isKnown(String name) {
        return globals.view(name) != null
                || topology.subtopologies().stream()
                        .anyMatch(sub -> sub.stores().stream()
                                .anyMatch(store -> store.name().equals(name)));
    }

    private void ensureKnown(String name) {
        if (!isKnown(name)) {
            throw new UnknownStateStoreException(
                    "Cannot get state store " + name + " because no such store is registered in the topology.");
        }
    }
}
