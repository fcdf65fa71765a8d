package io.tailrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.broker.config.TopicConfigs;
import io.tailrace.clients.admin.AdminClientConfig;
import io.tailrace.clients.consumer.ConsumerConfig;
import io.tailrace.clients.producer.ProducerConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.connect.config.WorkerConfig;
import io.tailrace.streams.StreamsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/configuration.md} to the declarations of the keys. With {@code -Dtailrace.update.docs=true} it
 * writes the file instead.
 */
final class ConfigurationReferenceTest {

    private static final Path FILE = root().resolve("docs/configuration.md");

    private static final String INTRODUCTION = """
            # Configuration

            Every key with its type, unit, default and bounds, made from the declarations in the code; do not edit. After a key is
            changed: `./mvnw test -pl cli -Dtest=ConfigurationReferenceTest -Dtailrace.update.docs=true`.

            Keys are Apache Kafka's where the thing is Apache Kafka's. An unknown key is an error that names the nearest known one.
            """;

    @Test
    void shouldDescribeEveryKeyAsItIsDeclared() throws IOException {
        String reference = reference();
        if (Boolean.getBoolean("tailrace.update.docs")) {
            Files.writeString(FILE, reference);
        }
        assertThat(FILE)
                .as("the reference of configuration keys; -Dtailrace.update.docs=true writes it anew")
                .hasContent(reference);
    }

    private static String reference() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        section(
                text,
                "Server",
                "`tailrace server --config FILE --set KEY=VALUE`, and the embedded log store.",
                BrokerConfig.definition());
        section(
                text,
                "Topics",
                "Set for a topic when it is created or altered; the defaults are those of a server without configuration.",
                new TopicConfigs(new BrokerConfig(Map.of())).definition());
        section(text, "Producer", "`TailraceProducer`.", ProducerConfig.configDef());
        section(text, "Consumer", "`TailraceConsumer`.", ConsumerConfig.configDef());
        section(text, "Admin client", "`Admin.create`.", AdminClientConfig.configDef());
        section(
                text,
                "Streams",
                "`TailraceStreams`. Keys of the clients go behind `producer.`, `consumer.` and `admin.`.",
                StreamsConfig.configDef());
        section(
                text,
                "Connect worker",
                "The first file of `tailrace connect run`. Keys of the clients go behind `producer.`, `consumer.` and `admin.`.",
                WorkerConfig.DEFINITION);
        return text.toString();
    }

    private static void section(StringBuilder text, String title, String use, ConfigDef definition) {
        text.append("\n## ").append(title).append("\n\n").append(use).append("\n\n");
        text.append(definition.toMarkdown());
    }

    /** The root of the repository, from wherever below it the test runs. */
    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
