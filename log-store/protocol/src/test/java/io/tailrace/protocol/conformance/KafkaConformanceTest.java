package io.tailrace.protocol.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.codec.UnsupportedFieldException;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message in every version against Kafka's own classes: random wire bytes, read and written by both, must come
 * out byte for byte the same. {@code -Dtailrace.conformance.rounds=N} sets the number of messages for each version.
 */
class KafkaConformanceTest {

    private static final int ROUNDS = Integer.getInteger("tailrace.conformance.rounds", 1000);
    private static final int VALUE_CHECK_INTERVAL = 8;
    private static final int CROSS_VERSION_ROUNDS = Math.max(1, ROUNDS / 100);

    static List<Twin> messages() {
        return Twin.all();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldHaveKafkasVersions(Twin twin) {
        ApiMessage ours = twin.ours().get();
        Message theirs = twin.theirs().get();

        assertThat(ours.lowestSupportedVersion()).isEqualTo(theirs.lowestSupportedVersion());
        assertThat(ours.highestSupportedVersion()).isEqualTo(theirs.highestSupportedVersion());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadAndWriteTheSameBytesAsKafka(Twin twin) {
        ByteBuf wire = Unpooled.buffer();
        ByteBuf written = Unpooled.buffer();
        for (short version : twin.versions()) {
            Random random = Seed.random(twin, version);
            for (int round = 0; round < ROUNDS; round++) {
                new RandomWire(random).write(wire.clear(), twin.schema(version));
                Message theirs = KafkaCodec.read(twin.theirs().get(), wire.duplicate(), version);
                ByteBuf expected = KafkaCodec.write(theirs, version);

                ByteBuf in = wire.duplicate();
                ApiMessage ours = twin.ours().get();
                ours.read(in, version);
                ours.write(written.clear(), version);

                if (in.isReadable() || !written.equals(expected) || ours.size(version) != expected.readableBytes()) {
                    throw new AssertionError("expected the bytes that Kafka writes, actual others: "
                            + Seed.hint(twin, version, round) + ", left=" + in.readableBytes() + ", size="
                            + ours.size(version) + " instead of " + expected.readableBytes() + "\n" + ours + "\n"
                            + theirs);
                }
                if (round % VALUE_CHECK_INTERVAL == 0) {
                    checkValue(twin, ours, written, version, round);
                }
                ours.release();
            }
        }
        assertThat(wire.refCnt()).as("records released").isEqualTo(1);
    }

    /** What was written reads back as an equal value. */
    private static void checkValue(Twin twin, ApiMessage message, ByteBuf written, short version, int round) {
        ApiMessage copy = twin.ours().get();
        copy.read(written.duplicate(), version);
        if (!copy.equals(message) || copy.hashCode() != message.hashCode()) {
            throw new AssertionError("expected an equal copy, actual\n" + message + "\n" + copy + "\n"
                    + Seed.hint(twin, version, round));
        }
        copy.release();
    }

    /** A message read in one version and written in another: the same fields are dropped, the same refused. */
    @ParameterizedTest
    @MethodSource("messages")
    void shouldTreatFieldsThatAnotherVersionLacksAsKafkaDoes(Twin twin) {
        ByteBuf wire = Unpooled.buffer();
        for (short version : twin.versions()) {
            Random random = Seed.random(twin, version + 1000);
            for (int round = 0; round < CROSS_VERSION_ROUNDS; round++) {
                new RandomWire(random).write(wire.clear(), twin.schema(version));
                for (short target : twin.versions()) {
                    Message theirs = KafkaCodec.read(twin.theirs().get(), wire.duplicate(), version);
                    ApiMessage ours = twin.ours().get();
                    ours.read(wire.duplicate(), version);

                    ByteBuf expected = writtenByKafka(theirs, target);
                    ByteBuf actual = writtenByUs(ours, target);
                    ours.release();

                    assertThat(actual)
                            .as(() -> "written in " + target + ": " + Seed.hint(twin, version, 0))
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static @Nullable ByteBuf writtenByKafka(Message message, short version) {
        try {
            return KafkaCodec.write(message, version);
        } catch (UnsupportedVersionException | NullPointerException e) {
            return null;
        }
    }

    private static @Nullable ByteBuf writtenByUs(ApiMessage message, short version) {
        try {
            ByteBuf out = Unpooled.buffer();
            message.write(out, version);
            assertThat(message.size(version)).isEqualTo(out.readableBytes());
            return out;
        } catch (UnsupportedFieldException e) {
            return null;
        }
    }
}
