package io.tailrace.common.utils;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.Uuid;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The hash that chooses partitions, and identifiers, against Kafka's. */
final class UtilsTest {

    @Test
    void shouldHashEveryLengthAsKafkaDoes() {
        Random random = new Random(7);
        for (int length = 0; length < 70; length++) {
            for (int i = 0; i < 20; i++) {
                byte[] data = new byte[length];
                random.nextBytes(data);
                assertThat(Utils.murmur2(data)).isEqualTo(org.apache.kafka.common.utils.Utils.murmur2(data));
            }
        }
        assertThat(Utils.toPositive(Integer.MIN_VALUE)).isZero();
    }

    @Test
    void shouldWriteIdentifiersAsKafkaDoes() {
        Random random = new Random(8);
        for (int i = 0; i < 100; i++) {
            long high = random.nextLong();
            long low = random.nextLong();
            String text = new org.apache.kafka.common.Uuid(high, low).toString();
            assertThat(new Uuid(high, low)).hasToString(text);
            assertThat(Uuid.fromString(text)).isEqualTo(new Uuid(high, low));
        }
    }
}
