package io.tailrace.common.metrics;

import io.tailrace.common.MetricName;
import io.tailrace.common.MetricNameTemplate;
import io.tailrace.common.utils.Time;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry of sensors and metrics of one client or application.
 *
 * <p><b>Threads:</b> any; registering takes the registry's lock, reading does not.
 */
public final class Metrics implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private final MetricConfig config;
    private final ConcurrentMap<MetricName, KafkaMetric> metrics = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Sensor> sensors = new ConcurrentHashMap<>();
    private final Map<Sensor, List<Sensor>> childrenSensors = new HashMap<>();
    private final List<MetricsReporter> reporters = new CopyOnWriteArrayList<>();
    private final Time time;

    public Metrics() {
        this(new MetricConfig());
    }

    public Metrics(Time time) {
        this(new MetricConfig(), new ArrayList<>(), time);
    }

    public Metrics(MetricConfig defaultConfig, Time time) {
        this(defaultConfig, new ArrayList<>(), time);
    }

    public Metrics(MetricConfig defaultConfig) {
        this(defaultConfig, new ArrayList<>(), Time.SYSTEM);
    }

    public Metrics(MetricConfig defaultConfig, List<MetricsReporter> reporters, Time time) {
        this(defaultConfig, reporters, time, new KafkaMetricsContext(""));
    }

    public Metrics(
            MetricConfig defaultConfig, List<MetricsReporter> reporters, Time time, MetricsContext metricsContext) {
        this.config = defaultConfig;
        this.time = time;
        for (MetricsReporter reporter : reporters) {
            reporter.contextChange(metricsContext);
            addReporter(reporter);
        }
        addMetric(metricName("count", "kafka-metrics-count", "total number of registered metrics"), (Measurable)
                (ignored, now) -> metrics.size());
    }

    /** Name with the registry's tags under those given. */
    public MetricName metricName(String name, String group, String description, Map<String, String> tags) {
        Map<String, String> combined = new LinkedHashMap<>(config.tags());
        combined.putAll(tags);
        return new MetricName(name, group, description, combined);
    }

    public MetricName metricName(String name, String group, String description) {
        return metricName(name, group, description, new HashMap<>());
    }

    public MetricName metricName(String name, String group) {
        return metricName(name, group, "", new HashMap<>());
    }

    /** @param keyValue keys and values of tags in turn */
    public MetricName metricName(String name, String group, String description, String... keyValue) {
        if (keyValue.length % 2 != 0) {
            throw new IllegalArgumentException("keyValue needs to be specified in pairs");
        }
        Map<String, String> tags = new LinkedHashMap<>(keyValue.length);
        for (int i = 0; i < keyValue.length; i += 2) {
            tags.put(keyValue[i], keyValue[i + 1]);
        }
        return metricName(name, group, description, tags);
    }

    public MetricName metricName(String name, String group, Map<String, String> tags) {
        return metricName(name, group, "", tags);
    }

    public MetricName metricInstance(MetricNameTemplate template, String... keyValue) {
        return metricInstance(
                template,
                metricName(template.name(), template.group(), "", keyValue).tags());
    }

    /** @throws IllegalArgumentException if the tags' keys are not those of the template */
    public MetricName metricInstance(MetricNameTemplate template, Map<String, String> tags) {
        Set<String> given = new HashSet<>(tags.keySet());
        given.addAll(config.tags().keySet());
        if (!given.equals(template.tags())) {
            throw new IllegalArgumentException("For '" + template.name()
                    + "', runtime-defined metric tags do not match the tags in the template. Runtime = " + given
                    + " Template = " + template.tags());
        }
        return metricName(template.name(), template.group(), template.description(), tags);
    }

    public MetricConfig config() {
        return config;
    }

    public @Nullable Sensor getSensor(String name) {
        return sensors.get(name);
    }

    public Sensor sensor(String name) {
        return sensor(name, Sensor.RecordingLevel.INFO);
    }

    public Sensor sensor(String name, Sensor.RecordingLevel recordingLevel) {
        return sensor(name, null, recordingLevel, (Sensor[]) null);
    }

    public Sensor sensor(String name, Sensor... parents) {
        return sensor(name, Sensor.RecordingLevel.INFO, parents);
    }

    public Sensor sensor(String name, Sensor.RecordingLevel recordingLevel, Sensor @Nullable ... parents) {
        return sensor(name, null, recordingLevel, parents);
    }

    public synchronized Sensor sensor(String name, @Nullable MetricConfig sensorConfig, Sensor @Nullable ... parents) {
        return sensor(name, sensorConfig, Sensor.RecordingLevel.INFO, parents);
    }

    public synchronized Sensor sensor(
            String name,
            @Nullable MetricConfig sensorConfig,
            Sensor.RecordingLevel recordingLevel,
            Sensor @Nullable ... parents) {
        return sensor(name, sensorConfig, Long.MAX_VALUE, recordingLevel, parents);
    }

    /**
     * The sensor of that name, made if there is none.
     *
     * @param inactiveSensorExpirationTimeSeconds after which time without a record it counts as expired
     * @param parents sensors that get all that this one gets
     */
    public synchronized Sensor sensor(
            String name,
            @Nullable MetricConfig sensorConfig,
            long inactiveSensorExpirationTimeSeconds,
            Sensor.RecordingLevel recordingLevel,
            Sensor @Nullable ... parents) {
        Sensor existing = getSensor(name);
        if (existing != null) {
            return existing;
        }
        Sensor made = new Sensor(
                this,
                name,
                parents,
                sensorConfig == null ? config : sensorConfig,
                time,
                inactiveSensorExpirationTimeSeconds,
                recordingLevel);
        sensors.put(name, made);
        for (Sensor parent : made.parents()) {
            childrenSensors
                    .computeIfAbsent(parent, ignored -> new ArrayList<>())
                    .add(made);
        }
        return made;
    }

    public synchronized Sensor sensor(
            String name,
            @Nullable MetricConfig sensorConfig,
            long inactiveSensorExpirationTimeSeconds,
            Sensor @Nullable ... parents) {
        return sensor(name, sensorConfig, inactiveSensorExpirationTimeSeconds, Sensor.RecordingLevel.INFO, parents);
    }

    /** Removes a sensor with its metrics and its children. Nothing happens if there is none. */
    public synchronized void removeSensor(String name) {
        Sensor sensor = sensors.remove(name);
        if (sensor == null) {
            return;
        }
        sensor.metrics().forEach(metric -> removeMetric(metric.metricName()));
        for (Sensor parent : sensor.parents()) {
            List<Sensor> siblings = childrenSensors.get(parent);
            if (siblings != null) {
                siblings.remove(sensor);
            }
        }
        List<Sensor> children = childrenSensors.remove(sensor);
        if (children != null) {
            children.forEach(child -> removeSensor(child.name()));
        }
        LOG.trace("Removed sensor with name {}", name);
    }

    public void addMetric(MetricName metricName, Measurable measurable) {
        addMetric(metricName, null, measurable);
    }

    public void addMetric(MetricName metricName, @Nullable MetricConfig metricConfig, Measurable measurable) {
        addMetric(metricName, metricConfig, (MetricValueProvider<?>) measurable);
    }

    /** @throws IllegalArgumentException if there is a metric of that name */
    public void addMetric(
            MetricName metricName, @Nullable MetricConfig metricConfig, MetricValueProvider<?> valueProvider) {
        KafkaMetric metric = metric(metricName, metricConfig, valueProvider);
        if (registerMetric(metric) != null) {
            throw new IllegalArgumentException(
                    "A metric named '" + metricName + "' already exists, can't register another one.");
        }
    }

    public void addMetric(MetricName metricName, MetricValueProvider<?> valueProvider) {
        addMetric(metricName, null, valueProvider);
    }

    /** The metric of that name, which is made if there is none. */
    public KafkaMetric addMetricIfAbsent(
            MetricName metricName, @Nullable MetricConfig metricConfig, MetricValueProvider<?> valueProvider) {
        KafkaMetric metric = metric(metricName, metricConfig, valueProvider);
        KafkaMetric existing = registerMetric(metric);
        return existing == null ? metric : existing;
    }

    private KafkaMetric metric(
            MetricName metricName, @Nullable MetricConfig metricConfig, MetricValueProvider<?> valueProvider) {
        return new KafkaMetric(
                new Object(), metricName, valueProvider, metricConfig == null ? config : metricConfig, time);
    }

    public synchronized @Nullable KafkaMetric removeMetric(MetricName metricName) {
        KafkaMetric metric = metrics.remove(metricName);
        if (metric != null) {
            for (MetricsReporter reporter : reporters) {
                try {
                    reporter.metricRemoval(metric);
                } catch (RuntimeException e) {
                    LOG.error(
                            "Error when removing metric from {}",
                            reporter.getClass().getName(),
                            e);
                }
            }
        }
        return metric;
    }

    public synchronized void addReporter(MetricsReporter reporter) {
        reporter.init(new ArrayList<>(metrics.values()));
        reporters.add(reporter);
    }

    public synchronized void removeReporter(MetricsReporter reporter) {
        if (reporters.remove(reporter)) {
            reporter.close();
        }
    }

    /** Returns the metric that has the name already, or null if this one has it now. */
    synchronized @Nullable KafkaMetric registerMetric(KafkaMetric metric) {
        KafkaMetric existing = metrics.putIfAbsent(metric.metricName(), metric);
        if (existing != null) {
            return existing;
        }
        for (MetricsReporter reporter : reporters) {
            try {
                reporter.metricChange(metric);
            } catch (RuntimeException e) {
                LOG.error(
                        "Error when registering metric on {}",
                        reporter.getClass().getName(),
                        e);
            }
        }
        return null;
    }

    /** All metrics; a view that follows changes. */
    public Map<MetricName, KafkaMetric> metrics() {
        return Collections.unmodifiableMap(metrics);
    }

    public List<MetricsReporter> reporters() {
        return Collections.unmodifiableList(reporters);
    }

    public @Nullable KafkaMetric metric(MetricName metricName) {
        return metrics.get(metricName);
    }

    @Override
    public void close() {
        for (MetricsReporter reporter : reporters) {
            try {
                reporter.close();
            } catch (RuntimeException e) {
                LOG.error("Error when closing {}", reporter.getClass().getName(), e);
            }
        }
    }
}
