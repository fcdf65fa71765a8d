package io.tailrace.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The primitive types, at their boundaries. */
class WireTest {

    private final ByteBuf wire = Unpooled.buffer();

    @ParameterizedTest
    @CsvSource({
        "0,00",
        "1,01",
        "127,7f",
        "128,8001",
        "300,ac02",
        "16383,ff7f",
        "16384,808001",
        "2097151,ffff7f",
        "268435455,ffffff7f",
        "268435456,8080808001",
        "2147483647,ffffffff07"
    })
    void shouldWriteUnsignedVarintsInSevenBitsAByte(int value, String hex) {
        WireWriter.writeUnsignedVarint(wire, value);

        assertThat(ByteBufUtil.hexDump(wire)).isEqualTo(hex);
        assertThat(WireSize.ofUnsignedVarint(value)).isEqualTo(hex.length() / 2);
        assertThat(WireReader.readUnsignedVarint(wire, "f")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "ffffffff08", "ffffffff0f", "ffffffffff01", "808080808000"})
    void shouldRefuseVarintsThatAreCutOffOrTooLarge(String hex) {
        assertThatThrownBy(() -> WireReader.readUnsignedVarint(bytes(hex), "Sample.count"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("Sample.count");
    }

    @Test
    void shouldReadVarintsThatAreLongerThanTheyNeedToBe() {
        assertThat(WireReader.readUnsignedVarint(bytes("8100"), "f")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "topic", "späße", "日本語", "\uD83D\uDE00"})
    void shouldReadBackStringsInBothEncodings(String text) {
        for (boolean compact : new boolean[] {false, true}) {
            WireWriter.writeString(wire.clear(), text, compact, false, "f");
            assertThat(WireSize.ofString(text, compact)).isEqualTo(wire.readableBytes());
            assertThat(WireReader.readString(wire, compact, false, "f")).isEqualTo(text);
        }
    }

    @Test
    void shouldWriteUnpairedSurrogatesAsTheJdkDoes() {
        String broken = "a\uD83Db";
        WireWriter.writeString(wire, broken, false, false, "f");

        assertThat(WireSize.ofString(broken, false)).isEqualTo(wire.readableBytes());
        assertThat(WireReader.readString(wire, false, false, "f"))
                .isEqualTo(new String(broken.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Test
    void shouldBoundStringsAtTheLengthThatTheClassicEncodingCanTell() {
        WireWriter.writeString(wire, "x".repeat(32767), true, false, "f");
        assertThat(WireReader.readString(wire, true, false, "f")).hasSize(32767);

        assertThatThrownBy(() -> WireWriter.writeString(wire, "x".repeat(32768), true, false, "Sample.name"))
                .isInstanceOf(UnsupportedFieldException.class)
                .hasMessageContaining("Sample.name")
                .hasMessageContaining("length=32768");
        WireWriter.writeUnsignedVarint(wire.clear(), 32769);
        wire.writeZero(32768);
        assertThatThrownBy(() -> WireReader.readString(wire, true, false, "Sample.name"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("length=32768");
    }

    @ParameterizedTest
    @CsvSource({"true,00", "false,ffff"})
    void shouldTellNullFromEmpty(boolean compact, String hex) {
        WireWriter.writeString(wire, null, compact, true, "f");
        assertThat(ByteBufUtil.hexDump(wire)).isEqualTo(hex);
        assertThat(WireReader.readString(wire, compact, true, "f")).isNull();

        assertThatThrownBy(() -> WireReader.readString(bytes(hex), compact, false, "Sample.name"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("actual length=-1");
        assertThatThrownBy(() -> WireWriter.writeString(wire, null, compact, false, "Sample.name"))
                .isInstanceOf(UnsupportedFieldException.class)
                .hasMessageContaining("Sample.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7fffffff", "80000000", "fffffffe", "00000002" + "61"})
    void shouldRefuseLengthsBeyondTheBytesThatAreThere(String hex) {
        assertThatThrownBy(() -> WireReader.readBytes(bytes(hex), false, true, "f"))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> WireReader.readRecords(bytes(hex), false, true, "f"))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> WireReader.readArrayLength(bytes(hex), 1, false, true, "f"))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void shouldHoldTheNumberOfElementsAgainstTheirLeastSize() {
        assertThat(WireReader.readArrayLength(bytes("00000002" + "00".repeat(8)), 4, false, false, "f"))
                .isEqualTo(2);
        assertThatThrownBy(() -> WireReader.readArrayLength(bytes("00000003" + "00".repeat(8)), 4, false, false, "f"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("at most 2 elements");
    }

    @Test
    void shouldShareRecordsWithTheBufferTheyCameFrom() {
        ByteBuf in = bytes("00000003" + "010203" + "ff");

        ByteBuf records = WireReader.readRecords(in, false, false, "f");
        in.setByte(4, 9);

        assertThat(ByteBufUtil.hexDump(records)).isEqualTo("090203");
        assertThat(in.refCnt()).isEqualTo(2);
        records.release();
        assertThat(in.readableBytes()).isEqualTo(1);
    }

    @Test
    void shouldLeaveTheReaderIndexOfRecordsAloneWhenWriting() {
        ByteBuf records = bytes("01020304").skipBytes(1);

        WireWriter.writeRecords(wire, records, true, true, "f", RecordsSink.COPY);

        assertThat(ByteBufUtil.hexDump(wire)).isEqualTo("04" + "020304");
        assertThat(records.readableBytes()).isEqualTo(3);
        assertThat(WireSize.ofRecords(records, true)).isEqualTo(4);
    }

    @Test
    void shouldKeepUnsignedNumbersInTheirRange() {
        WireWriter.requireUint16(65535, "f");
        WireWriter.requireUint32(4294967295L, "f");
        assertThatThrownBy(() -> WireWriter.requireUint16(65536, "Sample.port")).hasMessageContaining("65536");
        assertThatThrownBy(() -> WireWriter.requireUint32(-1, "Sample.port")).hasMessageContaining("-1");
        assertThat(WireReader.readUint16(bytes("ffff"), "f")).isEqualTo(65535);
        assertThat(WireReader.readUint32(bytes("ffffffff"), "f")).isEqualTo(4294967295L);
    }

    @ParameterizedTest
    @CsvSource({
        "02 05 00 05 00, 'above 5'",
        "02 05 00 04 00, 'above 5'",
        "01 05 03 00, 'expected 3 bytes'",
        "05 00 00, 'at most 1 tagged fields'",
        "01 05, 'at most 0'"
    })
    void shouldRefuseTagsOutOfOrderOrOutOfBounds(String hex, String reason) {
        assertThatThrownBy(() -> TaggedFields.readUnknown(bytes(hex.replace(" ", "")), "Sample"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldRefuseATaggedFieldThatIsLongerOrShorterThanDeclared() {
        for (int consumed : new int[] {0, 1, 3}) {
            ByteBuf in = bytes("01" + "0002" + "aabbcc");
            TaggedFieldReader reader = new TaggedFieldReader(in, "Sample");
            assertThat(reader.next()).isTrue();
            in.skipBytes(consumed);
            assertThatThrownBy(reader::next)
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessageContaining("expected tag 0 of Sample to end at byte 5");
        }
    }

    @Test
    void shouldPutUnknownTaggedFieldsInTheirPlaces() {
        List<RawTaggedField> unknown =
                List.of(new RawTaggedField(1, new byte[] {7}), new RawTaggedField(9, new byte[0]));

        int index = TaggedFields.writeUnknownBelow(wire, unknown, 0, 5, "f");
        TaggedFields.writeTag(wire, 5, 0);
        TaggedFields.writeUnknownFrom(wire, unknown, index);

        assertThat(ByteBufUtil.hexDump(wire)).isEqualTo("010107" + "0500" + "0900");
        assertThat(TaggedFields.sizeOf(1, unknown)).isEqualTo(1 + 3 + 2);
        assertThatThrownBy(() -> TaggedFields.writeUnknownBelow(wire, unknown, index, 9, "Sample.x"))
                .isInstanceOf(UnsupportedFieldException.class)
                .hasMessageContaining("tag 9");
        assertThatThrownBy(() -> TaggedFields.requireNone(unknown, (short) 3, "Sample"))
                .isInstanceOf(UnsupportedFieldException.class);
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }
}
