package io.tailrace.coordinator.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.codec.MalformedMessageException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoordinatorRecordCodecTest {

    private static @Nullable CoordinatorRecord roundTrip(CoordinatorRecord record) {
        byte[] value = CoordinatorRecordCodec.value(record);
        return CoordinatorRecordCodec.decode(
                Unpooled.wrappedBuffer(CoordinatorRecordCodec.key(record)),
                value == null ? null : Unpooled.wrappedBuffer(value));
    }

    private static ByteBuf hex(String text) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    @Test
    void shouldReadWhatItWrites() {
        MemberValue member = new MemberValue("m", "i", "c", "h", 300_000, 45_000, new byte[] {1}, new byte[] {2, 3});
        MemberValue dynamic = new MemberValue("n", null, "c", "h", 1, 2, new byte[0], new byte[0]);
        for (CoordinatorRecord record : List.of(
                new OffsetRecord("g", "t", 3, new OffsetValue(42, 7, "note", 1_000, OffsetValue.NO_EXPIRY)),
                new OffsetRecord("g", "t", 3, null),
                new GroupRecord("g", new GroupValue("consumer", 5, "range", "m", 99, List.of(member, dynamic))),
                new GroupRecord("g", new GroupValue("", 6, null, null, 99, List.of())),
                new GroupRecord("g", null))) {
            assertThat(roundTrip(record)).isEqualTo(record);
        }
    }

    @Test
    void shouldWriteTheVersionWithExpiryOnlyWhenThereIsOne() {
        OffsetRecord record =
                new OffsetRecord("g", "t", 3, new OffsetValue(42, OffsetValue.NO_EPOCH, "note", 1_000, 5_000));
        assertThat(roundTrip(record)).isEqualTo(record);
        assertThat(CoordinatorRecordCodec.value(record)).startsWith(0, 1);
    }

    @Test
    void shouldLayKeysOutAsKafkaDoes() {
        assertThat(CoordinatorRecordCodec.key(new OffsetRecord("g1", "t", 2, null)))
                .isEqualTo(HexFormat.of().parseHex("0001" + "00026731" + "000174" + "00000002"));
        assertThat(CoordinatorRecordCodec.key(new GroupRecord("g1", null)))
                .isEqualTo(HexFormat.of().parseHex("0002" + "00026731"));
    }

    @Test
    void shouldReadTheOldestVersions() {
        CoordinatorRecord offset = CoordinatorRecordCodec.decode(
                hex("0000 0001 67 0001 74 00000002"), hex("0000 000000000000002a 0000 0000000000000005"));
        assertThat(offset).isEqualTo(new OffsetRecord("g", "t", 2, new OffsetValue(42, -1, "", 5, -1)));

        CoordinatorRecord group = CoordinatorRecordCodec.decode(
                hex("0002 0001 67"),
                hex("0000 0001 63 00000009 0001 70 0001 6d 00000001"
                        + "0001 6d 0001 63 0001 68 00001388 00000001 aa 00000000"));
        assertThat(group)
                .isEqualTo(new GroupRecord(
                        "g",
                        new GroupValue(
                                "c",
                                9,
                                "p",
                                "m",
                                -1,
                                List.of(new MemberValue(
                                        "m", null, "c", "h", 5_000, 5_000, new byte[] {(byte) 0xaa}, new byte[0])))));
    }

    @Test
    void shouldReadTheFlexibleVersionWithUnknownTaggedFields() {
        CoordinatorRecord offset = CoordinatorRecordCodec.decode(
                hex("0001 0001 67 0001 74 00000002"),
                hex("0004 000000000000002a 00000007 05 6e6f7465 0000000000000005 01 63 02 beef"));
        assertThat(offset).isEqualTo(new OffsetRecord("g", "t", 2, new OffsetValue(42, 7, "note", 5, -1)));
    }

    @Test
    void shouldStepOverKindsItDoesNotKnow() {
        assertThat(CoordinatorRecordCodec.decode(hex("0003 0001 67"), hex("0000")))
                .isNull();
    }

    @Test
    void shouldRefuseDamagedRecords() {
        assertThatThrownBy(() -> CoordinatorRecordCodec.decode(hex("00"), null))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> CoordinatorRecordCodec.decode(hex("0002 00ff 67"), null))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> CoordinatorRecordCodec.decode(hex("0002 0001 67"), hex("0009")))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("9");
        assertThatThrownBy(() -> CoordinatorRecordCodec.decode(
                        hex("0002 0001 67"), hex("0003 0001 63 00000009 ffff ffff 0000000000000000 7fffffff")))
                .isInstanceOf(MalformedMessageException.class);
    }
}
