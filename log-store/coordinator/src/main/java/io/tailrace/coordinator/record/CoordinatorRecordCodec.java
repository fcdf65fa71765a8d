package io.tailrace.coordinator.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.codec.MalformedMessageException;
import io.tailrace.protocol.message.GroupMetadataKey;
import io.tailrace.protocol.message.GroupMetadataValue;
import io.tailrace.protocol.message.OffsetCommitKey;
import io.tailrace.protocol.message.OffsetCommitValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of the records of the offsets topic, as Apache Kafka lays them out:
 *
 * <pre>
 * key    int16 kind | 0, 1: {@link OffsetCommitKey}     2: {@link GroupMetadataKey}
 * value  int16 version | {@link OffsetCommitValue} or {@link GroupMetadataValue} of that version
 * </pre>
 *
 * Every version of the values is read. Version 3 is written, as Kafka does, so that any Kafka from 2.3 on reads it;
 * version 1 for an offset that carries its own expiry.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class CoordinatorRecordCodec {

    private static final short OFFSET_KIND = 1;
    private static final short GROUP_KIND = 2;
    private static final short KEY_VERSION = 0;
    private static final short VALUE_VERSION = 3;
    private static final short VALUE_VERSION_WITH_EXPIRY = 1;

    private CoordinatorRecordCodec() {}

    public static byte[] key(CoordinatorRecord record) {
        if (record instanceof OffsetRecord offset) {
            OffsetCommitKey key = new OffsetCommitKey()
                    .setGroup(offset.groupId())
                    .setTopic(offset.topic())
                    .setPartition(offset.partition());
            return prefixed(OFFSET_KIND, key, KEY_VERSION);
        }
        return prefixed(GROUP_KIND, new GroupMetadataKey().setGroup(record.groupId()), KEY_VERSION);
    }

    /** The value, or null for a tombstone. */
    public static byte @Nullable [] value(CoordinatorRecord record) {
        if (record instanceof OffsetRecord offset) {
            return offset.value() == null ? null : offsetValue(offset.value());
        }
        GroupValue group = ((GroupRecord) record).value();
        return group == null ? null : groupValue(group);
    }

    /**
     * Reads a record; the buffers keep their positions.
     *
     * @param value null for a tombstone
     * @return null for a kind of record that this coordinator does not know
     * @throws MalformedMessageException if the bytes are damaged
     */
    public static @Nullable CoordinatorRecord decode(ByteBuf key, @Nullable ByteBuf value) {
        ByteBuf in = key.slice();
        short kind = prefix(in, "key");
        if (kind < 0 || kind > GROUP_KIND) {
            return null;
        }
        if (kind == GROUP_KIND) {
            GroupMetadataKey group = new GroupMetadataKey();
            group.read(in, KEY_VERSION);
            return new GroupRecord(group.group(), value == null ? null : readGroup(value));
        }
        OffsetCommitKey offset = new OffsetCommitKey();
        offset.read(in, KEY_VERSION);
        return new OffsetRecord(
                offset.group(), offset.topic(), offset.partition(), value == null ? null : readOffset(value));
    }

    private static byte[] offsetValue(OffsetValue value) {
        OffsetCommitValue message = new OffsetCommitValue()
                .setOffset(value.offset())
                .setLeaderEpoch(value.leaderEpoch())
                .setMetadata(value.metadata())
                .setCommitTimestamp(value.commitTimestampMs())
                .setExpireTimestamp(value.expireTimestampMs());
        short version = value.hasExpiry() ? VALUE_VERSION_WITH_EXPIRY : VALUE_VERSION;
        return prefixed(version, message, version);
    }

    private static OffsetValue readOffset(ByteBuf value) {
        OffsetCommitValue message = readValue(value, new OffsetCommitValue());
        return new OffsetValue(
                message.offset(),
                message.leaderEpoch(),
                message.metadata(),
                message.commitTimestamp(),
                message.expireTimestamp());
    }

    private static byte[] groupValue(GroupValue group) {
        List<GroupMetadataValue.MemberMetadata> members =
                new ArrayList<>(group.members().size());
        for (MemberValue member : group.members()) {
            members.add(new GroupMetadataValue.MemberMetadata()
                    .setMemberId(member.memberId())
                    .setGroupInstanceId(member.groupInstanceId())
                    .setClientId(member.clientId())
                    .setClientHost(member.clientHost())
                    .setRebalanceTimeout(member.rebalanceTimeoutMs())
                    .setSessionTimeout(member.sessionTimeoutMs())
                    .setSubscription(member.subscription())
                    .setAssignment(member.assignment()));
        }
        GroupMetadataValue message = new GroupMetadataValue()
                .setProtocolType(group.protocolType())
                .setGeneration(group.generation())
                .setProtocol(group.protocol())
                .setLeader(group.leader())
                .setCurrentStateTimestamp(group.stateTimestampMs())
                .setMembers(members);
        return prefixed(VALUE_VERSION, message, VALUE_VERSION);
    }

    private static GroupValue readGroup(ByteBuf value) {
        GroupMetadataValue message = readValue(value, new GroupMetadataValue());
        List<MemberValue> members = new ArrayList<>();
        for (GroupMetadataValue.MemberMetadata member : message.members()) {
            // Version 0 has no rebalance timeout: the session timeout stood for it.
            int rebalanceTimeoutMs =
                    member.rebalanceTimeout() < 0 ? member.sessionTimeout() : member.rebalanceTimeout();
            members.add(new MemberValue(
                    member.memberId(),
                    member.groupInstanceId(),
                    member.clientId(),
                    member.clientHost(),
                    rebalanceTimeoutMs,
                    member.sessionTimeout(),
                    member.subscription(),
                    member.assignment()));
        }
        return new GroupValue(
                message.protocolType(),
                message.generation(),
                message.protocol(),
                message.leader(),
                message.currentStateTimestamp(),
                members);
    }

    private static byte[] prefixed(short prefix, ApiMessage message, short version) {
        ByteBuf out = Unpooled.buffer(Short.BYTES + message.size(version));
        out.writeShort(prefix);
        message.write(out, version);
        return ByteBufUtil.getBytes(out);
    }

    private static <T extends ApiMessage> T readValue(ByteBuf value, T message) {
        ByteBuf in = value.slice();
        short version = prefix(in, "value");
        if (version < 0 || version > message.highestSupportedVersion()) {
            throw new MalformedMessageException("expected a value of version 0 to " + message.highestSupportedVersion()
                    + " in the offsets topic, actual=" + version);
        }
        message.read(in, version);
        return message;
    }

    private static short prefix(ByteBuf in, String what) {
        if (in.readableBytes() < Short.BYTES) {
            throw new MalformedMessageException("expected a " + what
                    + " of at least 2 bytes in the offsets topic, actual=" + in.readableBytes() + " bytes");
        }
        return in.readShort();
    }
}
