package io.tailrace.streams.runtime;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.consumer.ConsumerConfig;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.config.ConfigException;
import io.tailrace.state.cache.CacheBudget;
import io.tailrace.state.task.StateDirectory;
import io.tailrace.streams.KafkaClientSupplier;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.errors.StreamsUncaughtExceptionHandler;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.processor.StateRestoreListener;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.task.TaskSettings;
import io.tailrace.streams.topology.CompiledTopology;
import io.tailrace.streams.topology.TopologyGraph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of an application: its threads and what they share. {@link io.tailrace.streams.TailraceStreams} is its public face.
 *
 * <p><b>Threads:</b> safe; its lock guards the set of threads and the state.
 */
public final class StreamsClient implements StreamThread.ThreadOwner {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsClient.class);

    private final String clientId;
    private final UUID processId = UUID.randomUUID();
    private final StreamsConfig config;
    private final CompiledTopology topology;
    private final KafkaClientSupplier supplier;
    private final TaskSettings settings;
    private final Events events;
    private final Admin admin;
    private final StateDirectory stateDirectory;
    private final TaskFactory factory;
    private final Map<String, StreamThread> threads = new TreeMap<>();
    private int nextThread = 1;
    private boolean closing;
    private volatile boolean applicationShutdown;

    /** What the client reports. */
    public interface Events {
        /** Threads changed their state; the lock of the client is not held. */
        void threadsChanged();

        /** A thread dies. */
        StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse uncaught(Throwable error);

        /** This instance has to stop because of an error. */
        void stopAfterError();

        StateRestoreListener restoreListener();
    }

    public StreamsClient(
            String clientId, StreamsConfig config, TopologyGraph graph, KafkaClientSupplier supplier, Events events) {
        ensureSupported(config);
        this.clientId = clientId;
        this.config = config;
        this.supplier = supplier;
        this.events = events;
        this.settings = TaskSettings.from(config);
        this.topology = graph.compile(settings.applicationId());
        if (topology.namedSourceTopics().isEmpty() && !topology.usesPatterns()) {
            throw new TopologyException("Topology has no stream threads and no global threads, "
                    + "must subscribe to at least one source topic or global table.");
        }
        this.stateDirectory = StateDirectory.open(
                Path.of(Objects.requireNonNull(config.getString(StreamsConfig.STATE_DIR_CONFIG))),
                settings.applicationId());
        this.factory = new TaskFactory(
                topology,
                settings,
                stateDirectory,
                new CacheBudget(config.getLong(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG)));
        this.admin = supplier.getAdmin(config.getAdminConfigs(clientId + "-admin"));
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

    /** Starts the configured number of threads. */
    public void start() {
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
        String name = clientId + "-StreamThread-" + nextThread;
        int index = nextThread++;
        StreamThread thread = new StreamThread(
                name, this, membership -> clients(name, index, membership), factory, topology, threadSettings());
        threads.put(name, thread);
        thread.start();
        return Optional.of(name);
    }

    private StreamThread.ThreadSettings threadSettings() {
        Object reset = config.getMainConsumerConfigs("", "", 0).get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
        return new StreamThread.ThreadSettings(
                config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG),
                Duration.ofMillis(config.getLong(StreamsConfig.POLL_MS_CONFIG)),
                config.getInt(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG),
                reset.toString());
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
                        config.getLong(StreamsConfig.TASK_TIMEOUT_MS_CONFIG)));
        return new StreamThread.ThreadClients(
                supplier.getConsumer(consumerConfigs),
                output,
                new ChangelogRestorer(
                        supplier.getRestoreConsumer(config.getRestoreConsumerConfigs(name + "-restore-consumer")),
                        events.restoreListener()),
                new InternalTopics(admin, config));
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
        return !threads.isEmpty()
                && threads.values().stream().allMatch(t -> t.threadState() == StreamThread.ThreadState.RUNNING);
    }

    public synchronized boolean anyAlive() {
        return !threads.isEmpty();
    }

    /** Tasks by thread name. */
    public synchronized Map<String, Map<TaskId, Set<TopicPartition>>> tasksByThread() {
        Map<String, Map<TaskId, Set<TopicPartition>>> tasks = new TreeMap<>();
        threads.forEach((name, thread) -> tasks.put(name, thread.assignedTasks()));
        return tasks;
    }

    /** State of each thread by name. */
    public synchronized Map<String, String> threadStates() {
        Map<String, String> states = new TreeMap<>();
        threads.forEach((name, thread) -> states.put(name, thread.threadState().name()));
        return states;
    }

    public synchronized long droppedRecords() {
        return threads.values().stream().mapToLong(StreamThread::droppedRecords).sum();
    }

    /** Stops all threads; returns false if some were still busy when the time (ms) was over. */
    public boolean close(long timeoutMs) {
        List<StreamThread> toStop;
        synchronized (this) {
            closing = true;
            toStop = List.copyOf(threads.values());
        }
        toStop.forEach(StreamThread::shutdown);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        boolean stopped = true;
        for (StreamThread thread : toStop) {
            if (thread != Thread.currentThread()) {
                stopped &= join(thread, deadline);
            }
        }
        if (stopped) {
            admin.close();
            stateDirectory.close();
        }
        return stopped;
    }

    /** Deletes the local state of all tasks; nothing may run. */
    public synchronized void cleanUp() {
        if (!threads.isEmpty()) {
            throw new IllegalStateException("Cannot clean up while stream threads run: " + threads.keySet());
        }
        if (!closing) {
            stateDirectory.tasksOnDisk().forEach(stateDirectory::delete);
            return;
        }
        Path root = Path.of(Objects.requireNonNull(config.getString(StreamsConfig.STATE_DIR_CONFIG)));
        try (StateDirectory reopened = StateDirectory.open(root, settings.applicationId())) {
            reopened.tasksOnDisk().forEach(reopened::delete);
        }
    }

    private static boolean join(StreamThread thread, long deadlineNanos) {
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
