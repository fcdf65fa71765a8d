package io.tailrace.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Gives the numbers below {@code count} as text, in order, and resumes where it was; can be made to fail. */
public final class NumberSource extends SourceConnector {

    private static final AtomicInteger FAIL_AT = new AtomicInteger(-1);

    private Map<String, String> properties = Map.of();

    static void reset() {
        FAIL_AT.set(-1);
    }

    static void failOnceAt(int number) {
        FAIL_AT.set(number);
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
        return NumberTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("count", ConfigDef.Type.INT, ConfigDef.Importance.HIGH, "how many")
                .define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "where to");
    }

    /** The task. */
    public static final class NumberTask extends SourceTask {

        private static final Map<String, String> PARTITION = Map.of("source", "numbers");

        private final CountDownLatch stopped = new CountDownLatch(1);
        private String topic = "";
        private int count;
        private int next;

        @Override
        public String version() {
            return "test";
        }

        @Override
        public void start(Map<String, String> properties) {
            topic = properties.get("topic");
            count = Integer.parseInt(properties.get("count"));
            Map<String, Object> offset = context.offsetStorageReader().offset(PARTITION);
            next = offset == null ? 0 : ((Number) offset.get("next")).intValue();
        }

        @Override
        public List<SourceRecord> poll() throws InterruptedException {
            List<SourceRecord> records = new ArrayList<>();
            for (int i = 0; i < 10 && next < count; i++) {
                if (FAIL_AT.compareAndSet(next, -1)) {
                    throw new IllegalStateException("planned failure");
                }
                records.add(new SourceRecord(
                        PARTITION, Map.of("next", next + 1), topic, 0, Schema.STRING_SCHEMA, Integer.toString(next)));
                next++;
            }
            if (records.isEmpty()) {
                boolean unused = stopped.await(5, TimeUnit.MILLISECONDS);
                return null;
            }
            return records;
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }
}
