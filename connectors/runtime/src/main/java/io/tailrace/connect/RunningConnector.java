package io.tailrace.connect;

import io.tailrace.connect.config.ConnectorConfig;
import io.tailrace.connect.offset.OffsetStore;
import io.tailrace.connect.plugin.Plugins;
import io.tailrace.connect.task.SourceContext;
import io.tailrace.connect.task.TaskFactories;
import io.tailrace.connect.task.TaskFactory;
import io.tailrace.connect.task.TaskRunner;
import io.tailrace.connect.task.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkConnectorContext;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connector and its tasks, each task on a thread of its own.
 *
 * <p><b>Threads:</b> any; one lock. What a plugin asks for from its own threads (new task configurations) is carried out on
 * the runtime's control thread.
 */
final class RunningConnector {

    private static final Logger LOG = LoggerFactory.getLogger(RunningConnector.class);

    private final ConnectorConfig config;
    private final Connector connector;
    private final TaskFactories factories;
    private final OffsetStore offsets;
    private final Executor control;
    private final long shutdownTimeoutMs;
    private final List<TaskRunner> tasks = new ArrayList<>();
    private boolean stopped;

    RunningConnector(
            ConnectorConfig config,
            Plugins plugins,
            TaskFactories factories,
            OffsetStore offsets,
            Executor control,
            long shutdownTimeoutMs) {
        this.config = config;
        this.connector = plugins.create(config.connectorClass(), Connector.class);
        this.factories = factories;
        this.offsets = offsets;
        this.control = control;
        this.shutdownTimeoutMs = shutdownTimeoutMs;
    }

    /** Validates the configuration, starts the connector, then its tasks. */
    synchronized void start() {
        List<String> errors = new ArrayList<>();
        for (ConfigValue value : connector.validate(config.properties()).configValues()) {
            value.errorMessages().forEach(message -> errors.add(value.name() + ": " + message));
        }
        if (!errors.isEmpty()) {
            throw new org.apache.kafka.common.config.ConfigException(
                    "connector " + config.name() + " is not configured as it should be: " + String.join("; ", errors));
        }
        connector.initialize(connector instanceof SourceConnector ? new SourceSide() : new SinkSide());
        connector.start(config.properties());
        startTasks();
    }

    private void startTasks() {
        List<Map<String, String>> taskConfigs = connector.taskConfigs(config.tasksMax());
        if (taskConfigs.size() > config.tasksMax()) {
            throw new ConnectException("expected at most tasks.max=" + config.tasksMax() + " tasks of connector "
                    + config.name() + ", found " + taskConfigs.size());
        }
        for (int number = 0; number < taskConfigs.size(); number++) {
            Map<String, String> properties = new HashMap<>(taskConfigs.get(number));
            properties.putIfAbsent("task.class", connector.taskClass().getName());
            CountDownLatch stopping = new CountDownLatch(1);
            TaskFactory factory;
            if (connector instanceof SinkConnector) {
                copy(SinkTask.TOPICS_CONFIG, properties);
                copy(SinkTask.TOPICS_REGEX_CONFIG, properties);
                factory = factories.sink(config, connector.taskClass(), number, properties, stopping);
            } else {
                factory = factories.source(config, connector.taskClass(), number, properties, stopping);
            }
            String id = config.name() + "-" + number;
            TaskRunner runner = new TaskRunner(id, config, factory, stopping);
            tasks.add(runner);
            Thread thread = new Thread(runner, "connect-task-" + id);
            thread.setDaemon(true);
            thread.setContextClassLoader(connector.getClass().getClassLoader());
            thread.start();
        }
        LOG.info("Started connector {} with {} task(s)", config.name(), tasks.size());
    }

    private void copy(String key, Map<String, String> properties) {
        String value = config.properties().get(key);
        if (value != null) {
            properties.put(key, value);
        }
    }

    synchronized ConnectorStatus status() {
        return new ConnectorStatus(
                config.name(),
                config.connectorClass(),
                tasks.stream().map(TaskRunner::status).toList());
    }

    /** Stops the tasks, waiting as long as the worker allows, then the connector. */
    synchronized void stop() throws InterruptedException {
        if (stopped) {
            return;
        }
        stopped = true;
        stopTasks();
        connector.stop();
    }

    private void stopTasks() throws InterruptedException {
        tasks.forEach(TaskRunner::stop);
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(shutdownTimeoutMs);
        for (TaskRunner task : tasks) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (!task.awaitEnd(Math.max(0, leftMs))) {
                LOG.warn(
                        "Task {} did not end within {} ms and is left behind",
                        task.status().id(),
                        shutdownTimeoutMs);
            }
        }
        tasks.clear();
    }

    private synchronized void reconfigure() {
        if (stopped) {
            return;
        }
        try {
            LOG.info("Connector {} asks for new task configurations", config.name());
            stopTasks();
            startTasks();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void fail(Exception cause) {
        LOG.error("Connector {} reports that it failed; its tasks are stopped", config.name(), cause);
        tasks.forEach(TaskRunner::stop);
    }

    /** Whether every task has ended, by itself or because it was stopped or given up. */
    synchronized boolean hasEnded() {
        return tasks.stream()
                .allMatch(task -> task.status().state() == TaskStatus.State.FAILED
                        || task.status().state() == TaskStatus.State.STOPPED);
    }

    /** What a connector may ask the runtime. */
    private class Side implements ConnectorContext {

        private final PluginMetrics metrics = new PluginMetricsImpl(new Metrics(), Map.of("connector", config.name()));

        @Override
        public void requestTaskReconfiguration() {
            control.execute(RunningConnector.this::reconfigure);
        }

        @Override
        public void raiseError(Exception cause) {
            control.execute(() -> fail(cause));
        }

        @Override
        public PluginMetrics pluginMetrics() {
            return metrics;
        }
    }

    private final class SinkSide extends Side implements SinkConnectorContext {}

    private final class SourceSide extends Side implements SourceConnectorContext {
        @Override
        public OffsetStorageReader offsetStorageReader() {
            return new SourceContext(config.name(), config.properties(), offsets, pluginMetrics());
        }
    }
}
