package io.tailrace.streams;

import io.tailrace.clients.consumer.CloseOptions.GroupMembershipOperation;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.common.utils.Time;
import io.tailrace.streams.errors.StreamsNotStartedException;
import io.tailrace.streams.errors.StreamsUncaughtExceptionHandler;
import io.tailrace.streams.internals.ApiUtils;
import io.tailrace.streams.processor.StandbyUpdateListener;
import io.tailrace.streams.processor.StateRestoreListener;
import io.tailrace.streams.processor.StreamPartitioner;
import io.tailrace.streams.query.StateQueryRequest;
import io.tailrace.streams.query.StateQueryResult;
import io.tailrace.streams.runtime.StreamsClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a topology: one instance of an application. Instances with the same {@code application.id} share its work, in one process or in many.
 *
 * <pre>
 * CREATED → REBALANCING ⇄ RUNNING → PENDING_SHUTDOWN → NOT_RUNNING
 *                │            │
 *                └────────────┴──→ PENDING_ERROR → ERROR
 * </pre>
 *
 * <p><b>Threads:</b> safe. Listeners and handlers are called by stream threads.
 */
public class TailraceStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TailraceStreams.class);
    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE / 2_000_000);

    /** State of an instance. */
    public enum State {
        CREATED,
        REBALANCING,
        RUNNING,
        PENDING_SHUTDOWN,
        NOT_RUNNING,
        PENDING_ERROR,
        ERROR;

        public boolean hasNotStarted() {
            return this == CREATED;
        }

        public boolean isRunningOrRebalancing() {
            return this == RUNNING || this == REBALANCING;
        }

        public boolean isShuttingDown() {
            return this == PENDING_SHUTDOWN || this == PENDING_ERROR;
        }

        public boolean hasCompletedShutdown() {
            return this == NOT_RUNNING || this == ERROR;
        }

        public boolean hasStartedOrFinishedShuttingDown() {
            return isShuttingDown() || hasCompletedShutdown();
        }

        public boolean isValidTransition(State next) {
            return switch (this) {
                case CREATED -> next == REBALANCING || next == PENDING_SHUTDOWN;
                case REBALANCING -> next == RUNNING || next == PENDING_SHUTDOWN || next == PENDING_ERROR;
                case RUNNING ->
                    next == REBALANCING || next == RUNNING || next == PENDING_SHUTDOWN || next == PENDING_ERROR;
                case PENDING_SHUTDOWN -> next == NOT_RUNNING;
                case PENDING_ERROR -> next == ERROR;
                case NOT_RUNNING, ERROR -> false;
            };
        }
    }

    /** Is told of changes of state. */
    @FunctionalInterface
    public interface StateListener {
        void onChange(State newState, State oldState);
    }

    private final Object lock = new Object();
    private final StreamsClient client;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile State state = State.CREATED;
    private volatile @Nullable StateListener stateListener;
    private volatile @Nullable StateRestoreListener restoreListener;
    private volatile @Nullable StreamsUncaughtExceptionHandler uncaughtHandler;

    public TailraceStreams(Topology topology, Properties props) {
        this(topology, new StreamsConfig(props));
    }

    public TailraceStreams(Topology topology, Properties props, KafkaClientSupplier clientSupplier) {
        this(topology, new StreamsConfig(props), clientSupplier);
    }

    public TailraceStreams(Topology topology, StreamsConfig config) {
        this(topology, config, config.getKafkaClientSupplier());
    }

    /** @param time the clock of punctuations and metrics */
    public TailraceStreams(Topology topology, Properties props, Time time) {
        this(topology, new StreamsConfig(props), time);
    }

    /** @param time the clock of punctuations and metrics */
    public TailraceStreams(Topology topology, Properties props, KafkaClientSupplier clientSupplier, Time time) {
        this(topology, new StreamsConfig(props), clientSupplier, time);
    }

    /** @param time the clock of punctuations and metrics */
    public TailraceStreams(Topology topology, StreamsConfig config, Time time) {
        this(topology, config, config.getKafkaClientSupplier(), time);
    }

    public TailraceStreams(Topology topology, StreamsConfig config, KafkaClientSupplier clientSupplier) {
        this(topology, config, clientSupplier, Time.SYSTEM);
    }

    /**
     * Makes an instance; nothing runs before {@link #start}.
     *
     * @throws TopologyException if the topology reads nothing
     * @throws io.tailrace.common.config.ConfigException if the application has no name
     * @throws io.tailrace.streams.errors.LockException if another instance uses the application's state directory
     */
    private TailraceStreams(Topology topology, StreamsConfig config, KafkaClientSupplier clientSupplier, Time time) {
        ConfigRules.checkNamed(config);
        String given = config.getString(StreamsConfig.CLIENT_ID_CONFIG);
        String clientId = given == null || given.isEmpty()
                ? config.getString(StreamsConfig.APPLICATION_ID_CONFIG) + "-" + UUID.randomUUID()
                : given;
        client = new StreamsClient(clientId, config, Topology.graphOf(topology), clientSupplier, time, new Events());
    }

    private final class Events implements StreamsClient.Events, StateRestoreListener {
        @Override
        public void threadsChanged() {
            TailraceStreams.this.threadsChanged();
        }

        @Override
        public StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse uncaught(Throwable error) {
            StreamsUncaughtExceptionHandler handler = uncaughtHandler;
            if (handler == null) {
                return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            try {
                return handler.handle(error);
            } catch (RuntimeException e) {
                LOG.error("The uncaught exception handler failed; this instance stops", e);
                return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }

        @Override
        public void stopAfterError() {
            closeAfterError();
        }

        @Override
        public String stateName() {
            return state.name();
        }

        @Override
        public StateRestoreListener restoreListener() {
            return this;
        }

        @Override
        public void onRestoreStart(TopicPartition partition, String storeName, long start, long end) {
            StateRestoreListener listener = restoreListener;
            if (listener != null) {
                listener.onRestoreStart(partition, storeName, start, end);
            }
        }

        @Override
        public void onBatchRestored(TopicPartition partition, String storeName, long end, long restored) {
            StateRestoreListener listener = restoreListener;
            if (listener != null) {
                listener.onBatchRestored(partition, storeName, end, restored);
            }
        }

        @Override
        public void onRestoreEnd(TopicPartition partition, String storeName, long totalRestored) {
            StateRestoreListener listener = restoreListener;
            if (listener != null) {
                listener.onRestoreEnd(partition, storeName, totalRestored);
            }
        }
    }

    public State state() {
        return state;
    }

    private boolean become(State next) {
        State before;
        synchronized (lock) {
            before = state;
            if (before == next || !before.isValidTransition(next)) {
                return false;
            }
            state = next;
            lock.notifyAll();
        }
        LOG.info("State changes from {} to {}", before, next);
        StateListener listener = stateListener;
        if (listener != null) {
            listener.onChange(next, before);
        }
        return true;
    }

    private void threadsChanged() {
        if (!state.isRunningOrRebalancing()) {
            return;
        }
        if (client.allRunning()) {
            become(State.RUNNING);
        } else if (state == State.RUNNING) {
            become(State.REBALANCING);
        }
    }

    private void requireNotStarted(String what) {
        if (state != State.CREATED) {
            throw new IllegalStateException(
                    "Can only set " + what + " before calling start(). Current state is: " + state);
        }
    }

    /** @throws IllegalStateException after {@link #start} */
    public void setStateListener(@Nullable StateListener listener) {
        requireNotStarted("StateListener");
        stateListener = listener;
    }

    /** @throws IllegalStateException after {@link #start} */
    public void setUncaughtExceptionHandler(StreamsUncaughtExceptionHandler handler) {
        requireNotStarted("UncaughtExceptionHandler");
        uncaughtHandler = Objects.requireNonNull(handler, "handler");
    }

    /** @throws IllegalStateException after {@link #start} */
    public void setGlobalStateRestoreListener(@Nullable StateRestoreListener listener) {
        requireNotStarted("GlobalStateRestoreListener");
        restoreListener = listener;
    }

    /**
     * Sets who is told how standby copies follow. There are none yet, so nobody is.
     *
     * @throws IllegalStateException after {@link #start}
     */
    public void setStandbyUpdateListener(@Nullable StandbyUpdateListener listener) {
        requireNotStarted("StandbyUpdateListener");
    }

    /**
     * Starts the threads and returns.
     *
     * @throws IllegalStateException if it was started before
     */
    public void start() {
        if (!started.compareAndSet(false, true) || !become(State.REBALANCING)) {
            throw new IllegalStateException("The client is either already started or already stopped, cannot re-start");
        }
        client.start();
    }

    /** Adds a thread; returns its name, or empty if the instance is not running. */
    public Optional<String> addStreamThread() {
        return state.isRunningOrRebalancing() ? client.addThread() : Optional.empty();
    }

    /** Removes a thread, waiting for its end without a limit; returns its name, or empty if there is none or nothing runs. */
    public Optional<String> removeStreamThread() {
        return removeStreamThread(FOREVER);
    }

    /**
     * Removes a thread; its tasks go to others. Called by the last thread it returns at once.
     *
     * @throws io.tailrace.common.errors.TimeoutException if the thread has not stopped in time; it does so later
     * @throws IllegalArgumentException if the timeout is negative
     */
    public Optional<String> removeStreamThread(Duration timeout) {
        long timeoutMs = notNegativeMs(timeout);
        return state.isRunningOrRebalancing() ? client.removeThread(timeoutMs) : Optional.empty();
    }

    /**
     * Stops processing, punctuation and the restoring of state until {@link #resume}. Threads stay in the group; records that were begun are
     * finished. May be called before the start.
     */
    public void pause() {
        client.setPaused(true);
    }

    public boolean isPaused() {
        return client.isPaused();
    }

    public void resume() {
        client.setPaused(false);
    }

    /** The metrics of this instance and of the clients inside, read-only. */
    public Map<MetricName, ? extends Metric> metrics() {
        return Collections.unmodifiableMap(client.metrics());
    }

    /**
     * Never returns, as the clients here do not push metrics and so have no ids for it.
     *
     * @throws IllegalArgumentException if the timeout is negative
     * @throws IllegalStateException otherwise
     */
    public ClientInstanceIds clientInstanceIds(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("The timeout cannot be negative.");
        }
        if (state.hasNotStarted()) {
            throw new IllegalStateException(
                    "TailraceStreams has not been started, you can retry after calling start().");
        }
        if (state.hasStartedOrFinishedShuttingDown()) {
            throw new IllegalStateException("TailraceStreams has been stopped (" + state + ").");
        }
        throw new IllegalStateException("Telemetry is not enabled: clients of this kind do not push metrics");
    }

    /**
     * The partitions of a store that are here, to be read from any thread while the application runs on.
     *
     * <p>A read waits for the record that the store's task is at, and the task waits for the read. An iterator sees what was
     * written before it was opened, and may see what is written after; it must be closed. When a partition goes to another
     * instance, reading it throws {@code InvalidStateStoreException}: ask for the store again.
     *
     * @throws StreamsNotStartedException before {@link #start}
     * @throws io.tailrace.streams.errors.UnknownStateStoreException if the topology has no such store
     * @throws io.tailrace.streams.errors.InvalidStateStoreException if no partition of it is here now, or it is of
     *     another type
     * @throws IllegalStateException if the application does not run
     */
    public <T> T store(StoreQueryParameters<T> storeQueryParameters) {
        validateIsRunningOrRebalancing();
        return client.storeQueries()
                .store(
                        storeQueryParameters.storeName(),
                        storeQueryParameters.queryableStoreType(),
                        storeQueryParameters.partition());
    }

    /**
     * Puts a query to a store.
     *
     * @throws StreamsNotStartedException before {@link #start}
     * @throws io.tailrace.streams.errors.UnknownStateStoreException if the topology has no such store
     * @throws IllegalStateException if the application does not run
     */
    public <R> StateQueryResult<R> query(StateQueryRequest<R> request) {
        validateIsRunningOrRebalancing();
        return client.storeQueries().query(request);
    }

    /**
     * The instances of the application that gave an {@code application.server}, as of the last assignment.
     *
     * @throws IllegalStateException if the application does not run
     */
    public Collection<StreamsMetadata> metadataForAllStreamsClients() {
        validateIsRunningOrRebalancing();
        return new ClusterAnswers(client.cluster()).all();
    }

    /**
     * Those of {@link #metadataForAllStreamsClients} that have partitions of a store.
     *
     * @throws IllegalStateException if the application does not run
     */
    public Collection<StreamsMetadata> streamsMetadataForStore(String storeName) {
        Objects.requireNonNull(storeName, "storeName cannot be null");
        validateIsRunningOrRebalancing();
        return new ClusterAnswers(client.cluster()).having(storeName);
    }

    /**
     * Where a key of a store is, if it was written by the default partitioner; {@link KeyQueryMetadata#NOT_AVAILABLE} before
     * the first assignment.
     *
     * @throws io.tailrace.streams.errors.UnknownStateStoreException if the topology has no such store
     * @throws IllegalStateException if the application does not run
     */
    public <K> KeyQueryMetadata queryMetadataForKey(String storeName, K key, Serializer<K> keySerializer) {
        return queryMetadataForKey(storeName, key, ClusterAnswers.byHash(keySerializer));
    }

    /** As {@link #queryMetadataForKey(String, Object, Serializer)}, with the partitioner that wrote the input of the store. */
    public <K> KeyQueryMetadata queryMetadataForKey(
            String storeName, K key, StreamPartitioner<? super K, ?> partitioner) {
        Objects.requireNonNull(storeName, "storeName can't be null");
        Objects.requireNonNull(key, "key can't be null");
        Objects.requireNonNull(partitioner, "partitioner can't be null");
        validateIsRunningOrRebalancing();
        return new ClusterAnswers(client.cluster()).of(storeName, key, partitioner);
    }

    /**
     * How far the stores that are here are behind their changelogs, by store and partition. Asks the brokers. The stores of
     * running tasks are not behind.
     */
    public Map<String, Map<Integer, LagInfo>> allLocalStorePartitionLags() {
        Map<String, Map<Integer, LagInfo>> lags = new HashMap<>();
        client.storeLags().ends().forEach((store, ends) -> {
            Map<Integer, LagInfo> ofStore = new HashMap<>();
            ends.forEach((partition, end) -> ofStore.put(partition, new LagInfo(end, end)));
            lags.put(store, ofStore);
        });
        return lags;
    }

    /** @throws IllegalStateException if it does not run */
    protected void validateIsRunningOrRebalancing() {
        if (state.hasNotStarted()) {
            throw new StreamsNotStartedException(
                    "TailraceStreams has not been started, you can retry after calling start()");
        }
        if (!state.isRunningOrRebalancing()) {
            throw new IllegalStateException("TailraceStreams is not running. State is " + state + ".");
        }
    }

    /**
     * Deletes the local state of the application, which is then restored from its changelogs.
     *
     * @throws IllegalStateException unless the instance has not started or has stopped
     */
    public void cleanUp() {
        if (!(state.hasNotStarted() || state.hasCompletedShutdown())) {
            throw new IllegalStateException("Cannot clean up while running.");
        }
        client.cleanUp();
    }

    /** The threads of this instance and their tasks. */
    public Set<ThreadMetadata> metadataForLocalThreads() {
        return LocalThreads.of(client);
    }

    /** Records dropped by the present threads: late ones, those without a key, and those that a handler let go. */
    public long droppedRecords() {
        return client.droppedRecords();
    }

    /** Commits, closes, and waits for that without a limit. */
    @Override
    public void close() {
        close(FOREVER);
    }

    /**
     * Commits and closes as the options say; returns false if that takes longer than their timeout, and goes on in the background then.
     *
     * @throws IllegalArgumentException if the timeout is negative
     */
    public boolean close(CloseOptions options) {
        Objects.requireNonNull(options, "options cannot be null");
        boolean leaves = options.operation == CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
        return close(
                options.timeout.orElse(FOREVER),
                leaves ? GroupMembershipOperation.LEAVE_GROUP : GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    /**
     * Commits, closes and leaves the group, so that others take over at once; returns false if that takes longer than the timeout, and goes on in the background then.
     *
     * @throws IllegalArgumentException if the timeout is negative
     */
    public boolean close(Duration timeout) {
        return close(timeout, GroupMembershipOperation.DEFAULT);
    }

    private boolean close(Duration timeout, GroupMembershipOperation operation) {
        long timeoutMs = notNegativeMs(timeout);
        if (state.hasCompletedShutdown()) {
            return true;
        }
        become(State.PENDING_SHUTDOWN);
        if (state == State.PENDING_ERROR) {
            return awaitError(timeoutMs);
        }
        boolean stopped = client.close(timeoutMs, operation);
        if (stopped) {
            become(State.NOT_RUNNING);
        }
        return stopped;
    }

    /** At most {@link #FOREVER}, so that deadlines in ns can be told. */
    private static long notNegativeMs(Duration timeout) {
        long timeoutMs = ApiUtils.validateMillisecondDuration(
                timeout, ApiUtils.prepareMillisCheckFailMsgPrefix(timeout, "timeout"));
        if (timeoutMs < 0) {
            throw new IllegalArgumentException("Timeout can't be negative.");
        }
        return Math.min(timeoutMs, FOREVER.toMillis());
    }

    private boolean awaitError(long timeoutMs) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        synchronized (lock) {
            long leftMs = timeoutMs;
            while (state == State.PENDING_ERROR && leftMs > 0) {
                try {
                    lock.wait(leftMs);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
                leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
            return state == State.ERROR;
        }
    }

    /** Stops this instance in the background, as the caller is one of its threads. */
    private void closeAfterError() {
        if (become(State.PENDING_ERROR)) {
            Thread closer = new Thread(
                    () -> {
                        client.close(FOREVER.toMillis(), GroupMembershipOperation.DEFAULT);
                        become(State.ERROR);
                    },
                    "tailrace-streams-close");
            closer.setDaemon(true);
            closer.start();
        }
    }
}
