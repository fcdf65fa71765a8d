package io.tailrace.connect.task;

import io.tailrace.connect.offset.OffsetStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** What a source task may ask the runtime. <b>Threads:</b> any. */
public final class SourceContext implements SourceTaskContext, OffsetStorageReader {

    private final String connector;
    private final Map<String, String> configs;
    private final OffsetStore offsets;
    private final PluginMetrics metrics;

    public SourceContext(String connector, Map<String, String> configs, OffsetStore offsets, PluginMetrics metrics) {
        this.connector = connector;
        this.configs = configs;
        this.offsets = offsets;
        this.metrics = metrics;
    }

    @Override
    public Map<String, String> configs() {
        return configs;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
        return this;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return metrics;
    }

    @Override
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        return offsets.read(connector, partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        for (Map<String, T> partition : partitions) {
            found.put(partition, offset(partition));
        }
        return found;
    }
}
