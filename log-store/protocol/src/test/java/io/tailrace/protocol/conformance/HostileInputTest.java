package io.tailrace.protocol.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.codec.MalformedMessageException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that are no message: whatever they are, reading ends in a value or in {@link MalformedMessageException}, takes
 * memory in proportion to the bytes that are there, and leaves no reference to the buffer behind.
 */
class HostileInputTest {

    private static final int ROUNDS = Integer.getInteger("tailrace.hostile.rounds", 60);
    private static final int MAX_TRUNCATED_BYTES = 600;

    /** An element of two or three bytes becomes an object with fields, lists and a place in a list: up to 41 seen. */
    private static final int ALLOCATED_PER_BYTE = 64;

    private static final int ALLOCATED_AT_LEAST = 64 * 1024;

    private static final int MANY_ELEMENTS = 20_000;
    private static final int ATTEMPTS = 3;

    private static final byte[][] HUGE = {
        {(byte) 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x01},
        {(byte) 0x80, 0, 0, 0},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xfe},
        {0x00, 0x10, 0x00, 0x00},
    };

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<Twin> messages() {
        return Twin.all();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldRefuseAMessageCutOffAnywhere(Twin twin) {
        for (short version : twin.versions()) {
            ByteBuf wire = random(twin, version, new RandomWire(Seed.random(twin, version)));
            int step = 1 + wire.readableBytes() / MAX_TRUNCATED_BYTES;
            for (int length = 0; length < wire.readableBytes(); length += step) {
                boolean whole = read(twin, version, wire.slice(0, length), length);
                assertThat(whole)
                        .as("%s cut to %d bytes", Seed.hint(twin, version, 0), length)
                        .isFalse();
            }
            assertThat(wire.refCnt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldSurviveRandomChangesOfAMessage(Twin twin) {
        for (short version : twin.versions()) {
            Random random = Seed.random(twin, version + 2000);
            RandomWire source = new RandomWire(random);
            for (int round = 0; round < ROUNDS; round++) {
                ByteBuf wire = random(twin, version, source);
                for (int change = random.nextInt(4); change >= 0 && wire.isReadable(); change--) {
                    int position = random.nextInt(wire.readableBytes());
                    wire.setByte(position, random.nextInt(256));
                }
                read(twin, version, wire, round);
                assertThat(wire.refCnt()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldAllocateLittleForHugeLengths(Twin twin) {
        for (short version : twin.versions()) {
            Random random = Seed.random(twin, version + 3000);
            RandomWire source = new RandomWire(random);
            for (int round = 0; round < ROUNDS; round++) {
                ByteBuf wire = random(twin, version, source);
                byte[] length = HUGE[random.nextInt(HUGE.length)];
                int position = wire.readableBytes() == 0 ? 0 : random.nextInt(wire.readableBytes());
                wire.writerIndex(position).writeBytes(length).writeZero(random.nextInt(100));
                read(twin, version, wire, round);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldAllocateInProportionForManySmallestElements(Twin twin) {
        for (short version : twin.versions()) {
            ByteBuf wire = Unpooled.buffer();
            new SmallestElements(MANY_ELEMENTS).write(wire, twin.schema(version));
            assertThat(read(twin, version, wire, 0)).isTrue();
        }
    }

    /** Returns whether the bytes are a message. What is allocated once, as by loading a class, is not counted. */
    private static boolean read(Twin twin, short version, ByteBuf wire, int round) {
        long limit = ALLOCATED_AT_LEAST + (long) ALLOCATED_PER_BYTE * wire.readableBytes();
        long allocated = Long.MAX_VALUE;
        boolean whole = false;
        for (int attempt = 0; attempt < ATTEMPTS && allocated > limit; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            whole = readOnce(twin, version, wire.duplicate(), round);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        if (allocated > limit) {
            throw new AssertionError("expected at most " + limit + " bytes of memory for " + wire.readableBytes()
                    + " bytes, actual " + allocated + ": " + Seed.hint(twin, version, round));
        }
        return whole;
    }

    private static boolean readOnce(Twin twin, short version, ByteBuf wire, int round) {
        ApiMessage message = twin.ours().get();
        try {
            message.read(wire, version);
            message.release();
            return true;
        } catch (MalformedMessageException e) {
            if (!e.getMessage().contains("expected") || !e.getMessage().contains("actual")) {
                throw new AssertionError("expected a message with both sides, actual: " + e.getMessage());
            }
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("expected MalformedMessageException only: " + Seed.hint(twin, version, round), e);
        }
    }

    private static ByteBuf random(Twin twin, short version, RandomWire source) {
        ByteBuf wire = Unpooled.buffer();
        source.write(wire, twin.schema(version));
        return wire;
    }
}
