package io.tailrace.streams.parity;

import java.util.Map;

/** How a name of Kafka's is called here: what the migration recipe does to a program. */
final class Renames {
    private static final String KAFKA = "org.apache.kafka.";
    private static final Map<String, String> TYPES = Map.of(
            "KafkaStreams", "TailraceStreams",
            "KafkaProducer", "TailraceProducer",
            "KafkaConsumer", "TailraceConsumer",
            "KafkaAdminClient", "TailraceAdminClient");

    private Renames() {}

    /** {@code text} with every name of Kafka's in it replaced. */
    static String ours(String text) {
        String renamed = text.replace(KAFKA, "io.tailrace.");
        for (Map.Entry<String, String> type : TYPES.entrySet()) {
            renamed = renamed.replaceAll("\\b" + type.getKey() + "\\b", type.getValue());
        }
        return renamed;
    }

    /** A name without the part that all share. */
    static String brief(String text) {
        return text.replace(KAFKA, "").replace("io.tailrace.", "").replace("java.lang.", "");
    }
}
