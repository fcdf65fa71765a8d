package io.tailrace.connect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Keeps the values it is given; can be made to ask for a batch again. */
public final class CollectingSink extends SinkConnector {

    private static final List<String> VALUES = new CopyOnWriteArrayList<>();
    private static final AtomicInteger REFUSALS = new AtomicInteger();

    private Map<String, String> properties = Map.of();

    static void reset() {
        VALUES.clear();
        REFUSALS.set(0);
    }

    static void refuseTimes(int times) {
        REFUSALS.set(times);
    }

    static List<String> values() {
        return List.copyOf(VALUES);
    }

    @Override
    public String version() {
        return "test";
    }

    @Override
    public void start(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return CollectingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    /** The task. */
    public static final class CollectingTask extends SinkTask {

        @Override
        public String version() {
            return "test";
        }

        @Override
        public void start(Map<String, String> properties) {}

        @Override
        public void open(Collection<TopicPartition> partitions) {
            partitions.stream()
                    .filter(partition ->
                            partition.topic().equals(context.configs().get("paused.topic")))
                    .forEach(partition -> context.pause(partition));
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            if (!records.isEmpty() && REFUSALS.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                context.timeout(1);
                throw new RetriableException("not now");
            }
            records.forEach(record -> VALUES.add(String.valueOf(record.value())));
        }

        @Override
        public void stop() {}
    }
}
