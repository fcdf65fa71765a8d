package io.tailrace.streams.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/**
 * A program moves over by renaming: so whatever it can name of Kafka's public API and is not deprecated must be here, with the same shape and
 * the same constants, or stand in the list of what is left out with the reason.
 */
final class ApiParityTest {
    private static final Set<String> CLIENT_PACKAGES = Set.of(
            "org.apache.kafka.common.header",
            "org.apache.kafka.common.serialization",
            "org.apache.kafka.clients.admin",
            "org.apache.kafka.clients.consumer",
            "org.apache.kafka.clients.producer");

    private static boolean isOfStreams(String name) {
        return name.startsWith("org.apache.kafka.streams") && !name.contains("internal");
    }

    private static void assertParity(Comparison comparison, String resource) throws Exception {
        Exceptions exceptions = Exceptions.read(resource);
        List<String> missed = comparison.findings().stream()
                .filter(finding -> !exceptions.cover(finding))
                .toList();
        assertThat(missed)
                .as("what a program would miss, of %d types and %d members", comparison.types(), comparison.members())
                .isEmpty();
        assertThat(exceptions.unneeded(comparison.findings()))
                .as("exceptions in %s that are not needed any more", resource)
                .isEmpty();
    }

    @Test
    void shouldHaveAllOfKafkaStreams() throws Exception {
        Comparison comparison = new Comparison();
        comparison.compare(KafkaStreams.class, ApiParityTest::isOfStreams);
        comparison.compare(TopologyTestDriver.class, ApiParityTest::isOfStreams);
        assertThat(comparison.types()).isGreaterThan(200);
        assertThat(comparison.members()).isGreaterThan(1_200);
        assertParity(comparison, "streams-exceptions.txt");
    }

    @Test
    void shouldHaveWhatAStreamsProgramTouchesOfTheClients() throws Exception {
        Comparison comparison = new Comparison();
        comparison.compare(KafkaProducer.class, CLIENT_PACKAGES::contains);
        assertThat(comparison.types()).isGreaterThan(200);
        assertParity(comparison, "clients-exceptions.txt");
    }
}
