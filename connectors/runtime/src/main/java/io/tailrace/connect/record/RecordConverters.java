package io.tailrace.connect.record;

import io.tailrace.connect.config.ConnectorConfig;
import io.tailrace.connect.plugin.Plugins;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * The three converters of a connector: from its own properties, or else from the worker's. A converter sees the
 * properties behind its own prefix ({@code value.converter.schemas.enable=false}).
 *
 * <p><b>Threads:</b> those of the task that owns it.
 */
public record RecordConverters(Converter key, Converter value, HeaderConverter header) implements AutoCloseable {

    public static RecordConverters create(Plugins plugins, Map<String, String> worker, Map<String, String> connector) {
        return new RecordConverters(
                converter(plugins, worker, connector, "key.converter", true),
                converter(plugins, worker, connector, "value.converter", false),
                headerConverter(plugins, worker, connector));
    }

    private static Converter converter(
            Plugins plugins, Map<String, String> worker, Map<String, String> connector, String key, boolean isKey) {
        Map<String, String> owner = connector.containsKey(key) ? connector : worker;
        Converter converter =
                plugins.create(ConverterNames.resolve(owner.getOrDefault(key, "StringConverter")), Converter.class);
        Map<String, Object> properties = new HashMap<>(ConnectorConfig.behind(key + ".", owner));
        properties.put(ConverterConfig.TYPE_CONFIG, (isKey ? ConverterType.KEY : ConverterType.VALUE).getName());
        converter.configure(properties, isKey);
        return converter;
    }

    private static HeaderConverter headerConverter(
            Plugins plugins, Map<String, String> worker, Map<String, String> connector) {
        String key = "header.converter";
        Map<String, String> owner = connector.containsKey(key) ? connector : worker;
        HeaderConverter converter = plugins.create(
                ConverterNames.resolve(owner.getOrDefault(key, "SimpleHeaderConverter")), HeaderConverter.class);
        Map<String, Object> properties = new HashMap<>(ConnectorConfig.behind(key + ".", owner));
        properties.put(ConverterConfig.TYPE_CONFIG, ConverterType.HEADER.getName());
        converter.configure(properties);
        return converter;
    }

    @Override
    public void close() {
        try {
            key.close();
            value.close();
            header.close();
        } catch (IOException e) {
            throw new ConnectException("cannot close a converter", e);
        }
    }
}
