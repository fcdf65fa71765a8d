package io.tailrace.connect.file;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Appends the values of topics to a text file, one line a record, as {@code String.valueOf} gives them. One task, since
 * two writers of one file would cut into each other's lines. Delivery is at least once: after a crash, the records since
 * the last commit may stand in the file twice.
 */
public final class FileSinkConnector extends SinkConnector {

    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return ConnectorVersion.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        var unused = new FileSinkConfig(properties); // a bad value fails the connector, not later its task
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return FileSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return FileSinkConfig.DEFINITION;
    }
}
