package io.tailrace.connect;

import io.tailrace.connect.config.ConnectorConfig;
import io.tailrace.connect.config.WorkerConfig;
import io.tailrace.connect.offset.FileOffsetStore;
import io.tailrace.connect.offset.OffsetStore;
import io.tailrace.connect.plugin.Plugins;
import io.tailrace.connect.task.TaskFactories;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.connect.errors.AlreadyExistsException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs connectors inside this application. Connectors are plugins of the published Kafka Connect API, configured with the
 * properties that Apache Kafka Connect uses:
 *
 * <pre>{@code
 * try (ConnectRuntime connect = ConnectRuntime.start(Map.of("bootstrap.servers", "embedded:data"))) {
 *     connect.run(Map.of("name", "lines", "connector.class", "FileSource", "file", "access.log", "topic", "lines"));
 *     …
 * }
 * }</pre>
 *
 * <p>A task that fails is started again by itself (see {@link ConnectorConfig}); {@link #status} says how each one is.
 *
 * <p><b>Threads:</b> any; one lock.
 */
public final class ConnectRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectRuntime.class);

    private final WorkerConfig config;
    private final Plugins plugins;
    private final OffsetStore offsets;
    private final TaskFactories factories;
    private final ExecutorService control;
    private final Map<String, RunningConnector> connectors = new LinkedHashMap<>();
    private boolean closed;

    private ConnectRuntime(WorkerConfig config, OffsetStore offsets) {
        this.config = config;
        this.plugins = new Plugins(config.pluginPath());
        this.offsets = offsets;
        this.factories = new TaskFactories(config, plugins, offsets);
        this.control = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "connect-control");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a runtime with no connectors yet.
     *
     * @param workerProperties keys of {@link WorkerConfig}
     * @throws io.tailrace.common.config.ConfigException for a bad value or an unknown key
     */
    public static ConnectRuntime start(Map<String, String> workerProperties) {
        WorkerConfig config = new WorkerConfig(workerProperties);
        return new ConnectRuntime(config, new FileOffsetStore(config.offsetFile()));
    }

    /**
     * Starts a connector.
     *
     * @throws org.apache.kafka.common.config.ConfigException if its configuration is not valid
     * @throws AlreadyExistsException if one of that name runs
     */
    public synchronized void run(Map<String, String> connectorProperties) {
        ensureOpen();
        ConnectorConfig connector = ConnectorConfig.from(connectorProperties);
        if (connectors.containsKey(connector.name())) {
            throw new AlreadyExistsException("a connector named " + connector.name() + " runs already");
        }
        RunningConnector running =
                new RunningConnector(connector, plugins, factories, offsets, control, config.shutdownTimeoutMs());
        running.start();
        connectors.put(connector.name(), running);
    }

    /** Stops a connector and forgets it; its offsets stay. */
    public synchronized void stop(String name) throws InterruptedException {
        RunningConnector running = find(name);
        connectors.remove(name);
        running.stop();
    }

    public synchronized ConnectorStatus status(String name) {
        return find(name).status();
    }

    public synchronized List<ConnectorStatus> statuses() {
        return connectors.values().stream().map(RunningConnector::status).toList();
    }

    /** Whether no task runs any more, all of them having ended or been given up. */
    public synchronized boolean hasEnded() {
        return connectors.values().stream().allMatch(RunningConnector::hasEnded);
    }

    /** The saved offsets of a source connector, by source partition. */
    public Map<Map<String, Object>, Map<String, Object>> sourceOffsets(String name) {
        return offsets.readAll(name);
    }

    private RunningConnector find(String name) {
        RunningConnector running = connectors.get(name);
        if (running == null) {
            throw new NotFoundException("expected one of the connectors " + connectors.keySet() + ", found " + name);
        }
        return running;
    }

    private void ensureOpen() {
        if (closed) {
            throw new IllegalStateException("this runtime is closed");
        }
    }

    /** Stops every connector, waiting for their tasks as long as {@code task.shutdown.graceful.timeout.ms} allows. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        control.shutdown();
        for (RunningConnector running : new ArrayList<>(connectors.values())) {
            try {
                running.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warn("A connector could not be stopped cleanly", e);
            }
        }
        offsets.close();
    }
}
