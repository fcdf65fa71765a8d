package io.tailrace.common.metrics;

import io.tailrace.common.MetricName;
import io.tailrace.common.utils.Time;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a stream of numbers (sizes, latencies) and gives each to its statistics, and to its parents.
 *
 * <p><b>Threads:</b> any. Values are recorded and read under one lock a sensor; {@link #record} is meant to be called often.
 */
public final class Sensor {
    private final Metrics registry;
    private final String name;
    private final Sensor[] parents;
    private final List<StatAndConfig> stats = new ArrayList<>();
    private final Map<MetricName, KafkaMetric> metrics = new LinkedHashMap<>();
    private final MetricConfig config;
    private final Time time;
    private final long inactiveSensorExpirationTimeMs;
    private final RecordingLevel recordingLevel;
    private final Object metricLock = new Object();
    private volatile long lastRecordTime;

    /** How much is recorded: a sensor records if its level is not above the one that is configured. */
    public enum RecordingLevel {
        INFO(0, "INFO"),
        DEBUG(1, "DEBUG"),
        TRACE(2, "TRACE");

        public static final int MAX_RECORDING_LEVEL_KEY = 2;

        public final short id;
        public final String name;

        RecordingLevel(int id, String name) {
            this.id = (short) id;
            this.name = name;
        }

        /** @throws IllegalArgumentException if there is no such level */
        public static RecordingLevel forId(int id) {
            if (id < 0 || id > MAX_RECORDING_LEVEL_KEY) {
                throw new IllegalArgumentException("Unexpected RecordLevel id `" + id
                        + "`, it should be between `0` and `" + MAX_RECORDING_LEVEL_KEY + "` (inclusive)");
            }
            return values()[id];
        }

        public static RecordingLevel forName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        /** @param configId the level that is configured */
        public boolean shouldRecord(int configId) {
            return id <= configId;
        }
    }

    private record StatAndConfig(Stat stat, @Nullable MetricConfig config) {}

    Sensor(
            Metrics registry,
            String name,
            Sensor @Nullable [] parents,
            @Nullable MetricConfig config,
            Time time,
            long inactiveSensorExpirationTimeSeconds,
            RecordingLevel recordingLevel) {
        this.registry = registry;
        this.name = Objects.requireNonNull(name);
        this.parents = parents == null ? new Sensor[0] : parents.clone();
        this.config = config == null ? registry.config() : config;
        this.time = time;
        this.inactiveSensorExpirationTimeMs =
                TimeUnit.MILLISECONDS.convert(inactiveSensorExpirationTimeSeconds, TimeUnit.SECONDS);
        this.lastRecordTime = time.milliseconds();
        this.recordingLevel = recordingLevel;
        checkForest(new HashSet<>());
    }

    /** A sensor that is reached on two ways would count twice. */
    private void checkForest(Set<Sensor> sensors) {
        if (!sensors.add(this)) {
            throw new IllegalArgumentException("Circular dependency in sensors: " + name + " is its own parent.");
        }
        for (Sensor parent : parents) {
            parent.checkForest(sensors);
        }
    }

    public String name() {
        return name;
    }

    List<Sensor> parents() {
        return List.of(parents);
    }

    /** Whether the configured level lets this sensor record. */
    public boolean shouldRecord() {
        return recordingLevel.shouldRecord(config.recordLevel().id);
    }

    /** Records an occurrence: the value 1. */
    public void record() {
        if (shouldRecord()) {
            recordInternal(1.0d, time.milliseconds(), true);
        }
    }

    public void record(double value) {
        if (shouldRecord()) {
            recordInternal(value, time.milliseconds(), true);
        }
    }

    /** @param timeMs when it was, milliseconds since the epoch */
    public void record(double value, long timeMs) {
        if (shouldRecord()) {
            recordInternal(value, timeMs, true);
        }
    }

    /** @throws QuotaViolationException if quotas are checked and the value takes a metric beyond its bound */
    public void record(double value, long timeMs, boolean checkQuotas) {
        if (shouldRecord()) {
            recordInternal(value, timeMs, checkQuotas);
        }
    }

    private void recordInternal(double value, long timeMs, boolean checkQuotas) {
        lastRecordTime = timeMs;
        synchronized (this) {
            synchronized (metricLock) {
                for (StatAndConfig stat : stats) {
                    stat.stat().record(stat.config() == null ? config : stat.config(), value, timeMs);
                }
            }
            if (checkQuotas) {
                checkQuotas(timeMs);
            }
        }
        for (Sensor parent : parents) {
            parent.record(value, timeMs, checkQuotas);
        }
    }

    public void checkQuotas() {
        checkQuotas(time.milliseconds());
    }

    /** @throws QuotaViolationException if a metric is beyond its bound */
    public synchronized void checkQuotas(long timeMs) {
        for (KafkaMetric metric : metrics.values()) {
            Quota quota = metric.config().quota();
            if (quota != null) {
                double value = metric.measurableValue(timeMs);
                if (!quota.acceptable(value)) {
                    throw new QuotaViolationException(metric, value, quota.bound());
                }
            }
        }
    }

    public boolean add(CompoundStat stat) {
        return add(stat, null);
    }

    /** @return whether it was added; an expired sensor takes none */
    public synchronized boolean add(CompoundStat stat, @Nullable MetricConfig statConfig) {
        if (hasExpired()) {
            return false;
        }
        MetricConfig effective = statConfig == null ? config : statConfig;
        stats.add(new StatAndConfig(Objects.requireNonNull(stat), effective));
        for (CompoundStat.NamedMeasurable measurable : stat.stats()) {
            KafkaMetric metric = new KafkaMetric(metricLock, measurable.name(), measurable.stat(), effective, time);
            register(metric);
        }
        return true;
    }

    public boolean add(MetricName metricName, MeasurableStat stat) {
        return add(metricName, stat, null);
    }

    /** @return whether this sensor has the metric now; an expired one takes none */
    public synchronized boolean add(MetricName metricName, MeasurableStat stat, @Nullable MetricConfig statConfig) {
        if (hasExpired()) {
            return false;
        }
        if (metrics.containsKey(metricName)) {
            return true;
        }
        MetricConfig effective = statConfig == null ? config : statConfig;
        register(new KafkaMetric(metricLock, Objects.requireNonNull(metricName), stat, effective, time));
        stats.add(new StatAndConfig(Objects.requireNonNull(stat), effective));
        return true;
    }

    private void register(KafkaMetric metric) {
        if (metrics.containsKey(metric.metricName())) {
            return;
        }
        KafkaMetric existing = registry.registerMetric(metric);
        if (existing != null) {
            throw new IllegalArgumentException(
                    "A metric named '" + metric.metricName() + "' already exists, can't register another one.");
        }
        metrics.put(metric.metricName(), metric);
    }

    public synchronized boolean hasMetrics() {
        return !metrics.isEmpty();
    }

    /** Whether nothing was recorded for longer than the sensor lives without. */
    public boolean hasExpired() {
        return time.milliseconds() - lastRecordTime > inactiveSensorExpirationTimeMs;
    }

    synchronized List<KafkaMetric> metrics() {
        return List.copyOf(metrics.values());
    }
}
