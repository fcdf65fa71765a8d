package io.tailrace.state.task;

import io.tailrace.common.TopicPartition;
import io.tailrace.state.cache.CacheBudget;
import io.tailrace.state.cache.CacheShare;
import io.tailrace.state.rocksdb.TaskDatabase;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.streams.errors.ProcessorStateException;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.CommitCallback;
import io.tailrace.streams.processor.StateRestoreCallback;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.TaskId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All stores of one task: opened, restored, committed and closed together.
 *
 * <pre>
 * open      store.init(context, store) for each store, in topological order; each registers itself here
 * restore   for each of {@link #restorers}: records from its position to the end of its changelog
 * process
 * commit    {@link #flush}            caches emit to operators downstream and to the changelog
 *           (producer flush, commit of input offsets or of the transaction: by the task)
 *           {@link #commit}           everything since the last commit and the changelog positions, as one
 * close     {@link #close}            drops what is not committed
 * </pre>
 *
 * After a failure, or an aborted transaction, close and open again: the stores are as of the last commit.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public final class TaskStores implements AutoCloseable {

    private static final long DEFAULT_UNCOMMITTED_LIMIT_BYTES = 64L << 20;

    private final TaskId task;
    private final @Nullable TaskDirectory directory;
    private final Map<String, TopicPartition> changelogs;
    private final ChangelogSink sink;
    private final @Nullable CacheBudget cacheBudget;
    private final Map<String, Object> configs;
    private final long uncommittedLimitBytes;
    private final GlobalStores globals;
    private final Map<String, Registration> registrations = new LinkedHashMap<>();
    private final StoreGuard guard = new StoreGuard();
    private @Nullable TaskDatabase database;
    private @Nullable CacheShare cacheShare;
    private boolean closed;

    private TaskStores(Builder builder) {
        this.task = builder.task;
        this.directory = builder.directory;
        this.changelogs = builder.changelogs;
        this.sink = builder.sink;
        this.cacheBudget = builder.cacheBudget;
        this.configs = builder.configs;
        this.uncommittedLimitBytes = builder.uncommittedLimitBytes;
        this.globals = builder.globals;
    }

    public static Builder builder(TaskId task) {
        return new Builder(task);
    }

    public TaskId task() {
        return task;
    }

    /** What lets other threads read the stores between two steps of the task. */
    public StoreGuard guard() {
        return guard;
    }

    /** As {@link #register(StateStore, StateRestoreCallback, CommitCallback)} with nothing to do at a commit. */
    public void register(StateStore root, StateRestoreCallback callback) {
        register(root, callback, () -> {});
    }

    /**
     * Makes a store known; what {@code StateStoreContext.register} calls.
     *
     * @throws IllegalArgumentException if the task has a store of that name already
     */
    public void register(StateStore root, StateRestoreCallback callback, CommitCallback onCommit) {
        Registration registration = new Registration(root, callback, onCommit);
        if (registrations.putIfAbsent(root.name(), registration) != null) {
            throw new IllegalArgumentException(
                    "expected one store of a name in task " + task + ", actual a second one named " + root.name());
        }
    }

    /** The store of that name, or null. */
    public @Nullable StateStore store(String name) {
        Registration registration = registrations.get(name);
        return registration == null ? null : registration.root;
    }

    /** The global store of that name, for reading, or null. */
    public @Nullable StateStore globalStore(String name) {
        return globals.view(name);
    }

    /** All stores in the order in which they were registered. */
    public List<StateStore> all() {
        List<StateStore> all = new ArrayList<>();
        registrations.values().forEach(registration -> all.add(registration.root));
        return all;
    }

    /** One for each store that has a changelog, in the order of registration. */
    public Collection<StoreRestorer> restorers() {
        List<StoreRestorer> restorers = new ArrayList<>();
        registrations.forEach((name, registration) -> {
            if (changelogs.containsKey(name)) {
                restorers.add(registration.restorer(Objects.requireNonNull(changelogs.get(name))));
            }
        });
        return restorers;
    }

    /** The restorer of a store, or null if it has no changelog or is not known. */
    public @Nullable StoreRestorer restorer(String storeName) {
        Registration registration = registrations.get(storeName);
        TopicPartition changelog = changelogs.get(storeName);
        return registration == null || changelog == null ? null : registration.restorer(changelog);
    }

    /** Makes the caches emit all changes, store by store in the order of registration. */
    public void flush() {
        registrations.values().forEach(registration -> registration.root.flush());
    }

    /**
     * Stores all that was written since the last commit together with the changelog positions it corresponds to.
     *
     * @param changelogPositions offset after the last acknowledged record, for each changelog that has news
     * @throws IllegalStateException if a cache holds changes: {@link #flush} comes first
     */
    public void commit(Map<TopicPartition, Long> changelogPositions) {
        for (Registration registration : registrations.values()) {
            registration.root.commit(changelogPositions);
        }
        if (database != null) {
            Map<String, Long> byStore = new HashMap<>();
            changelogs.forEach((store, changelog) -> {
                Long position = changelogPositions.get(changelog);
                if (position != null) {
                    byStore.put(store, position);
                }
            });
            database.commit(byStore);
        }
        for (Registration registration : registrations.values()) {
            try {
                registration.onCommit.onCommit();
            } catch (IOException e) {
                throw new ProcessorStateException(
                        "Commit callback of store " + registration.root.name() + " failed in task " + task, e);
            }
        }
    }

    /** Whether uncommitted writes take more heap than the limit, so that the task should commit before it is time. */
    public boolean commitNeeded() {
        return database != null && database.uncommittedBytes() > uncommittedLimitBytes;
    }

    /** The changelog of a store, or null if its changes are not logged. For stores. */
    public @Nullable TopicPartition changelog(String storeName) {
        return changelogs.get(storeName);
    }

    /** Where changes are logged. For stores. */
    public ChangelogSink sink() {
        return sink;
    }

    /** The task's part of the cache, or null if there is no cache. For stores. */
    public @Nullable CacheShare cacheShare() {
        if (cacheShare == null && cacheBudget != null && cacheBudget.maxBytes() > 0) {
            cacheShare = new CacheShare(cacheBudget);
        }
        return cacheShare;
    }

    /** The space of a persistent store; the first one opens the task's database. For stores. */
    public StorageSpace persistentSpace(String storeName) {
        if (closed) {
            throw new IllegalStateException("expected open stores of task " + task + ", actual closed");
        }
        if (database == null) {
            if (directory == null) {
                throw new StreamsException(
                        "Store " + storeName + " is persistent, but task " + task + " was given no state directory");
            }
            database = TaskDatabase.open(directory.path().resolve("rocksdb"), configs);
        }
        return database.space(storeName, changelogs.get(storeName));
    }

    /**
     * Closes all stores, the database and the directory, in this order, whatever fails; the first failure is thrown at the end.
     * What is not committed is dropped. Idempotent.
     */
    @Override
    public void close() {
        guard.enter();
        try {
            closeGuarded();
        } finally {
            guard.leave();
        }
    }

    private void closeGuarded() {
        if (closed) {
            return;
        }
        closed = true;
        List<AutoCloseable> parts = new ArrayList<>();
        registrations.values().forEach(registration -> parts.add(registration.root::close));
        Collections.reverse(parts);
        Collections.addAll(parts, cacheShare, database, directory);
        RuntimeException failure = null;
        for (AutoCloseable part : parts) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                if (failure == null) {
                    failure = e instanceof RuntimeException unchecked
                            ? unchecked
                            : new ProcessorStateException("Cannot close the stores of task " + task, e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** A store, and what it registered. */
    private static final class Registration {

        private final StateStore root;
        private final StateRestoreCallback callback;
        private final CommitCallback onCommit;
        private @Nullable StoreRestorer restorer;

        Registration(StateStore root, StateRestoreCallback callback, CommitCallback onCommit) {
            this.root = root;
            this.callback = callback;
            this.onCommit = onCommit;
        }

        StoreRestorer restorer(TopicPartition changelog) {
            if (restorer == null) {
                restorer = new StoreRestorer(root.name(), changelog, callback);
            }
            return restorer;
        }
    }

    /** What the stores of a task need. */
    public static final class Builder {

        private final TaskId task;
        private @Nullable TaskDirectory directory;
        private Map<String, TopicPartition> changelogs = Map.of();
        private ChangelogSink sink = (changelog, key, value, timestampMs) -> {};
        private @Nullable CacheBudget cacheBudget;
        private Map<String, Object> configs = Map.of();
        private long uncommittedLimitBytes = DEFAULT_UNCOMMITTED_LIMIT_BYTES;
        private GlobalStores globals = GlobalStores.NONE;

        private Builder(TaskId task) {
            this.task = task;
        }

        /** Where persistent stores lie; closed, and with that unlocked, by {@link TaskStores#close}. */
        public Builder directory(TaskDirectory taskDirectory) {
            this.directory = taskDirectory;
            return this;
        }

        /** The changelog partition of each store that has one, by name of the store, and where changes go. */
        public Builder changelogs(Map<String, TopicPartition> byStore, ChangelogSink changelogSink) {
            this.changelogs = Map.copyOf(byStore);
            this.sink = changelogSink;
            return this;
        }

        /** The budget of the application's caches; without one nothing is cached. */
        public Builder cache(CacheBudget budget) {
            this.cacheBudget = budget;
            return this;
        }

        /** The global stores of the instance, which the task may read. */
        public Builder globals(GlobalStores globalStores) {
            this.globals = globalStores;
            return this;
        }

        /** The application's configuration. */
        public Builder configs(Map<String, ?> appConfigs) {
            this.configs = Collections.unmodifiableMap(new HashMap<>(appConfigs));
            return this;
        }

        /** Heap that uncommitted writes to persistent stores may take before {@link TaskStores#commitNeeded}. */
        public Builder uncommittedLimitBytes(long bytes) {
            this.uncommittedLimitBytes = bytes;
            return this;
        }

        /** Opens nothing yet: the database is opened by the first persistent store. */
        public TaskStores build() {
            return new TaskStores(this);
        }
    }
}
