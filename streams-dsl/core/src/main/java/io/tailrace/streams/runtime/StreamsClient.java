package io.tailrace.streams.runtime;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.consumer.CloseOptions.GroupMembershipOperation;
import io.tailrace.clients.consumer.ConsumerConfig;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.config.ConfigException;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.common.utils.Time;
import io.tailrace.state.cache.CacheBudget;
import io.tailrace.state.task.StateDirectory;
import io.tailrace.streams.KafkaClientSupplier;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TopologyConfig;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.errors.StreamsUncaughtExceptionHandler;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.processor.StateRestoreListener;
import io.tailrace.streams.task.ApplicationMetrics;
import io.tailrace.streams.task.GlobalTask;
import io.tailrace.streams.task.StreamTask;
import io.tailrace.streams.task.TaskSettings;
import io.tailrace.streams.topology.CompiledTopology;
import io.tailrace.streams.topology.GlobalTopology;
import io.tailrace.streams.topology.TopologyGraph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of an application: its threads and what they share. {@link io.tailrace.streams.TailraceStreams} is its public face.
 *
 * <p><b>Threads:</b> safe; its lock guards the set of threads and the state.
 */
public final class StreamsClient implements StreamThread.ThreadOwner {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsClient.class);
    private static final long DEFAULT_SESSION_TIMEOUT_MS = 45_000;

    private final String clientId;
    private final UUID processId = UUID.randomUUID();
    private final StreamsConfig config;
    private final CompiledTopology topology;
    private final KafkaClientSupplier supplier;
    private final TaskSettings settings;
    private final Events events;
    private final Admin admin;
    private final boolean usesDisk;
    private final StateDirectory stateDirectory;

    /** What a topology with a name says in place of the application; null if it has none. */
    private final @Nullable TopologyConfig overrides;

    private final TaskFactory factory;
    private final Map<String, StreamThread> threads = new TreeMap<>();
    private final Time time;
    private final ApplicationMetrics metrics;
    private final OldMembers oldMembers;
    private volatile boolean paused;
    private final @Nullable GlobalThread globalThread;
    private boolean closing;
    private volatile boolean applicationShutdown;
    private volatile ClusterTasks cluster = ClusterTasks.UNKNOWN;

    /** What the client reports. */
    public interface Events {
        /** Threads changed their state; the lock of the client is not held. */
        void threadsChanged();

        /** A thread dies. */
        StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse uncaught(Throwable error);

        /** This instance has to stop because of an error. */
        void stopAfterError();

        StateRestoreListener restoreListener();

        /** The present state, for the metric of it. */
        String stateName();
    }

    public StreamsClient(
            String clientId,
            StreamsConfig config,
            TopologyGraph graph,
            KafkaClientSupplier supplier,
            Time time,
            Events events) {
        ensureSupported(config);
        this.clientId = clientId;
        this.config = config;
        this.supplier = supplier;
        this.events = events;
        this.time = time;
        this.metrics = ApplicationMetrics.of(config, clientId, time);
        this.settings = TaskSettings.from(config, metrics).overriddenBy(graph.config());
        TopologyConfig builtWith = graph.config();
        this.overrides = builtWith != null && builtWith.isNamedTopology() ? builtWith : null;
        this.topology = graph.compile(settings.applicationId());
        if (!hasTasks() && topology.globals() == null) {
            throw new TopologyException("Topology has no stream threads and no global threads, "
                    + "must subscribe to at least one source topic or global table.");
        }
        this.usesDisk = topology.usesDisk(settings.storeDefaults());
        this.stateDirectory = openStateDirectory();
        this.factory = new TaskFactory(
                topology, settings, stateDirectory, new CacheBudget(TaskSettings.cacheBytes(config, graph.config())));
        this.admin = supplier.getAdmin(config.getAdminConfigs(clientId + "-admin"));
        this.oldMembers = new OldMembers(admin, settings.applicationId(), clientId, sessionTimeoutMs());
        metrics.addClientGauge("application-id", "The application ID", (gauge, now) -> settings.applicationId());
        metrics.addClientGauge(
                "alive-stream-threads", "The current number of alive stream threads", (gauge, now) -> aliveThreads());
        metrics.addClientGauge("state", "The state of the instance", (gauge, now) -> events.stateName());
        this.globalThread = topology.globals() == null ? null : globalThread(topology.globals());
    }

    private StateDirectory openStateDirectory() {
        Path root = Path.of(Objects.requireNonNull(config.getString(StreamsConfig.STATE_DIR_CONFIG)));
        return usesDisk
                ? StateDirectory.open(root, settings.applicationId())
                : StateDirectory.unused(root, settings.applicationId());
    }

    private GlobalThread globalThread(GlobalTopology globals) {
        boolean handlerServesGlobals =
                config.getBoolean(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG);
        TaskSettings globalSettings = handlerServesGlobals ? settings : settings.withFailOnProcessingErrors();
        Map<String, Object> consumerConfigs = config.getGlobalConsumerConfigs(clientId + "-global-consumer");
        consumerConfigs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new GlobalThread(
                clientId + "-GlobalStreamThread",
                () -> GlobalTask.open(globals, globalSettings, stateDirectory.lock(StateDirectory.GLOBAL)),
                supplier.getGlobalConsumer(consumerConfigs),
                new GlobalThread.Settings(
                        config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG),
                        Duration.ofMillis(config.getLong(StreamsConfig.POLL_MS_CONFIG))),
                events.restoreListener(),
                this::globalThreadFailed);
    }

    /** The global thread cannot be replaced, so whatever the handler says, this instance stops. */
    private void globalThreadFailed(Throwable error) {
        events.uncaught(error);
        events.stopAfterError();
    }

    /** Whether there is anything for stream threads to do. */
    private boolean hasTasks() {
        return !topology.namedSourceTopics().isEmpty() || topology.usesPatterns();
    }

    private static void ensureSupported(StreamsConfig config) {
        if (StreamsConfig.EXACTLY_ONCE_V2.equals(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))) {
            throw new ConfigException(StreamsConfig.PROCESSING_GUARANTEE_CONFIG + "=" + StreamsConfig.EXACTLY_ONCE_V2
                    + " is not supported yet, use " + StreamsConfig.AT_LEAST_ONCE);
        }
        if (!StreamsConfig.DEFAULT_GROUP_PROTOCOL.equalsIgnoreCase(
                config.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG))) {
            throw new ConfigException(StreamsConfig.GROUP_PROTOCOL_CONFIG + "="
                    + config.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG) + " is not supported yet, use "
                    + StreamsConfig.DEFAULT_GROUP_PROTOCOL);
        }
    }

    private long sessionTimeoutMs() {
        Object given = config.getMainConsumerConfigs("", "", 0).get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        return given == null
                ? DEFAULT_SESSION_TIMEOUT_MS
                : Long.parseLong(given.toString().trim());
    }

    private synchronized int aliveThreads() {
        return threads.size();
    }

    /**
     * Starts the configured number of threads, once the global stores are up to date.
     *
     * @throws StreamsException if the global stores could not be brought up to date
     */
    public void start() {
        if (globalThread != null) {
            globalThread.start();
            factory.useGlobals(globalThread.awaitRestored());
        }
        if (!hasTasks()) {
            events.threadsChanged();
            return;
        }
        int count = config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG);
        for (int i = 0; i < count; i++) {
            addThread();
        }
    }

    /** Starts one more thread and returns its name, or empty if the client is closing. */
    public synchronized Optional<String> addThread() {
        if (closing) {
            return Optional.empty();
        }
        int index = 1;
        while (threads.containsKey(threadName(index))) {
            index++;
        }
        int threadIndex = index;
        String name = threadName(index);
        StreamThread thread = new StreamThread(
                name, this, membership -> clients(name, threadIndex, membership), factory, topology, threadSettings());
        threads.put(name, thread);
        thread.start();
        return Optional.of(name);
    }

    private String threadName(int index) {
        return clientId + "-StreamThread-" + index;
    }

    /**
     * Stops a thread, another than the caller if there is one; returns its name, or empty if there is none.
     *
     * @throws TimeoutException if it has not stopped in time; it does so later
     */
    public Optional<String> removeThread(long timeoutMs) {
        StreamThread chosen = null;
        synchronized (this) {
            for (StreamThread thread : threads.values()) {
                boolean stopping = thread.threadState() == StreamThread.ThreadState.PENDING_SHUTDOWN;
                if (!stopping && (thread != Thread.currentThread() || threads.size() == 1)) {
                    chosen = thread;
                    break;
                }
            }
        }
        if (chosen == null) {
            return Optional.empty();
        }
        chosen.shutdown(GroupMembershipOperation.LEAVE_GROUP);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        if (chosen != Thread.currentThread() && !join(chosen, deadline)) {
            throw new TimeoutException("Thread " + chosen.getName() + " did not stop in the allotted time");
        }
        return Optional.of(chosen.getName());
    }

    /** Stops or resumes processing, punctuation and restoring; the threads stay in the group. */
    public void setPaused(boolean pause) {
        paused = pause;
    }

    @Override
    public boolean isPaused() {
        return paused;
    }

    /** The metrics of the application and of the clients inside. */
    public Map<MetricName, Metric> metrics() {
        Map<MetricName, Metric> all = new HashMap<>(metrics.metrics());
        all.putAll(admin.metrics());
        List<StreamThread> running;
        synchronized (this) {
            running = List.copyOf(threads.values());
        }
        running.forEach(thread -> all.putAll(thread.clientMetrics()));
        return all;
    }

    /** Reads the stores of the tasks that run here. */
    public StoreQueries storeQueries() {
        return new StoreQueries(topology, this::runningTasks, factory.globals());
    }

    /** Where tasks and keys are. */
    public ClusterView cluster() {
        return new ClusterView(topology, cluster, endpoint());
    }

    /** How far the stores of running tasks are behind their changelogs. */
    public StoreLags storeLags() {
        return new StoreLags(admin, this::runningTasks);
    }

    @Override
    public String endpoint() {
        return config.getString(StreamsConfig.APPLICATION_SERVER_CONFIG);
    }

    @Override
    public void clusterChanged(ClusterTasks newCluster) {
        cluster = newCluster;
    }

    private Collection<StreamTask> runningTasks() {
        List<StreamThread> alive;
        synchronized (this) {
            alive = List.copyOf(threads.values());
        }
        List<StreamTask> running = new ArrayList<>();
        alive.forEach(thread -> running.addAll(thread.runningTasks()));
        return running;
    }

    public String clientId() {
        return clientId;
    }

    private StreamThread.ThreadSettings threadSettings() {
        Object reset = config.getMainConsumerConfigs("", "", 0).get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
        return new StreamThread.ThreadSettings(
                config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG),
                Duration.ofMillis(config.getLong(StreamsConfig.POLL_MS_CONFIG)),
                overrides == null
                        ? config.getInt(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG)
                        : overrides.maxBufferedSize,
                reset.toString(),
                time::milliseconds,
                PluggedSpreading.of(config, topology));
    }

    private StreamThread.ThreadClients clients(String name, int index, GroupMembership membership) {
        Map<String, Object> consumerConfigs =
                config.getMainConsumerConfigs(settings.applicationId(), name + "-consumer", index);
        consumerConfigs.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, StreamsPartitionAssignor.class.getName());
        consumerConfigs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumerConfigs.put(StreamsPartitionAssignor.MEMBERSHIP_CONFIG, membership);
        ProducerOutput output = new ProducerOutput(
                supplier.getProducer(config.getProducerConfigs(name + "-producer")),
                settings.handlers().production(),
                new Retries(
                        config.getLong(StreamsConfig.RETRY_BACKOFF_MS_CONFIG),
                        overrides == null
                                ? config.getLong(StreamsConfig.TASK_TIMEOUT_MS_CONFIG)
                                : overrides.taskTimeoutMs));
        return new StreamThread.ThreadClients(
                supplier.getConsumer(consumerConfigs),
                output,
                new ChangelogRestorer(
                        supplier.getRestoreConsumer(config.getRestoreConsumerConfigs(name + "-restore-consumer")),
                        events.restoreListener()),
                new InternalTopics(admin, config),
                oldMembers,
                new ThreadMetrics(metrics, name));
    }

    @Override
    public void stateChanged(StreamThread thread) {
        if (thread.threadState() == StreamThread.ThreadState.DEAD) {
            synchronized (this) {
                threads.remove(thread.getName());
            }
        }
        events.threadsChanged();
    }

    @Override
    public void failed(StreamThread thread, Throwable error) {
        switch (events.uncaught(error)) {
            case REPLACE_THREAD -> {
                if (error instanceof Error) {
                    events.stopAfterError();
                } else {
                    addThread();
                }
            }
            case SHUTDOWN_CLIENT -> events.stopAfterError();
            case SHUTDOWN_APPLICATION -> {
                applicationShutdown = true;
                addThread();
            }
        }
    }

    @Override
    public void shutdownApplication() {
        LOG.error("The application was asked to shut down by one of its threads");
        events.stopAfterError();
    }

    @Override
    public boolean applicationShutdownRequested() {
        return applicationShutdown;
    }

    @Override
    public UUID processId() {
        return processId;
    }

    /** Whether there are threads and all of them run. */
    public synchronized boolean allRunning() {
        if (globalThread != null && !globalThread.isRunning()) {
            return false;
        }
        return threads.isEmpty() == !hasTasks()
                && threads.values().stream().allMatch(t -> t.threadState() == StreamThread.ThreadState.RUNNING);
    }

    public synchronized boolean anyAlive() {
        return !threads.isEmpty();
    }

    /** The threads and their tasks. */
    public synchronized List<ThreadStatus> threads() {
        return threads.values().stream().map(StreamThread::status).toList();
    }

    public synchronized long droppedRecords() {
        return threads.values().stream().mapToLong(StreamThread::droppedRecords).sum();
    }

    /** Stops all threads; returns false if some were still busy when the time (ms) was over. */
    public boolean close(long timeoutMs, GroupMembershipOperation operation) {
        List<StreamThread> toStop;
        synchronized (this) {
            closing = true;
            toStop = List.copyOf(threads.values());
        }
        toStop.forEach(thread -> thread.shutdown(operation));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        boolean stopped = true;
        for (StreamThread thread : toStop) {
            if (thread != Thread.currentThread()) {
                stopped &= join(thread, deadline);
            }
        }
        stopped &= stopGlobalThread(deadline);
        if (stopped) {
            admin.close();
            metrics.close();
            stateDirectory.close();
        }
        return stopped;
    }

    /** After the stream threads, which read its stores. */
    private boolean stopGlobalThread(long deadline) {
        if (globalThread == null) {
            return true;
        }
        globalThread.shutdown();
        if (globalThread.getState() == Thread.State.NEW) {
            globalThread.closeUnstarted();
            return true;
        }
        return globalThread == Thread.currentThread() || join(globalThread, deadline);
    }

    /** Deletes the local state of all tasks; nothing may run. */
    public synchronized void cleanUp() {
        if (!threads.isEmpty()) {
            throw new IllegalStateException("Cannot clean up while stream threads run: " + threads.keySet());
        }
        if (!closing) {
            deleteAll(stateDirectory);
            return;
        }
        try (StateDirectory reopened = openStateDirectory()) {
            deleteAll(reopened);
        }
    }

    private static void deleteAll(StateDirectory directory) {
        directory.tasksOnDisk().forEach(directory::delete);
        directory.delete(StateDirectory.GLOBAL);
    }

    private static boolean join(Thread thread, long deadlineNanos) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        try {
            if (leftMs > 0) {
                thread.join(leftMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
