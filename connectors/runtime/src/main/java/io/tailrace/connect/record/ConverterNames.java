package io.tailrace.connect.record;

import java.util.Map;

/**
 * Class names that configuration files for Apache Kafka Connect use and that stand in its runtime artefact rather than in
 * the published API; they mean the converters of this package.
 */
final class ConverterNames {

    private static final String KAFKA = "org.apache.kafka.connect.converters.";

    private static final Map<String, String> OWN = Map.of(
            KAFKA + "ByteArrayConverter",
            ByteArrayConverter.class.getName(),
            "ByteArrayConverter",
            ByteArrayConverter.class.getName(),
            KAFKA + "LongConverter",
            LongConverter.class.getName(),
            "LongConverter",
            LongConverter.class.getName());

    private ConverterNames() {}

    static String resolve(String name) {
        return OWN.getOrDefault(name.trim(), name.trim());
    }
}
