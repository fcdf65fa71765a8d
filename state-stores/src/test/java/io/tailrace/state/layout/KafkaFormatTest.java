package io.tailrace.state.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.apache.kafka.streams.state.internals.SessionKeySchema;
import org.apache.kafka.streams.state.internals.WindowKeySchema;
import org.junit.jupiter.api.Test;

/** Our keys are the bytes that Kafka Streams writes, so that an application can take its changelogs along. */
class KafkaFormatTest {

    @Test
    void shouldWriteAndReadWindowKeysAsKafkaDoes() {
        Random random = new Random(11);
        for (int i = 0; i < 1_000; i++) {
            byte[] key = new byte[random.nextInt(30)];
            random.nextBytes(key);
            long start = random.nextLong() & Long.MAX_VALUE;
            int sequence = random.nextInt() & Integer.MAX_VALUE;
            byte[] encoded = WindowKey.encode(key, start, sequence);
            assertThat(encoded)
                    .isEqualTo(WindowKeySchema.toStoreKeyBinary(Bytes.wrap(key), start, sequence)
                            .get());
            assertThat(WindowKey.key(encoded)).isEqualTo(key);
            assertThat(WindowKey.startMs(encoded)).isEqualTo(start);
            assertThat(WindowKey.sequence(encoded)).isEqualTo(sequence);
        }
    }

    @Test
    void shouldWriteAndReadSessionKeysAsKafkaDoes() {
        Random random = new Random(12);
        for (int i = 0; i < 1_000; i++) {
            byte[] key = new byte[random.nextInt(30)];
            random.nextBytes(key);
            long start = random.nextLong() & (Long.MAX_VALUE >> 1);
            long end = start + random.nextInt(1 << 30);
            byte[] encoded = SessionKey.encode(key, start, end);
            assertThat(encoded)
                    .isEqualTo(SessionKeySchema.toBinary(new org.apache.kafka.streams.kstream.Windowed<>(
                                    Bytes.wrap(key), new SessionWindow(start, end)))
                            .get());
            assertThat(SessionKey.key(encoded)).isEqualTo(key);
            assertThat(SessionKey.startMs(encoded)).isEqualTo(start);
            assertThat(SessionKey.endMs(encoded)).isEqualTo(end);
        }
    }
}
