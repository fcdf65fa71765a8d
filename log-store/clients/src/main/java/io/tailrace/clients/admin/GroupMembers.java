package io.tailrace.clients.admin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.common.TopicPartition;
import io.tailrace.protocol.codec.MalformedMessageException;
import io.tailrace.protocol.message.ConsumerProtocolAssignment;
import io.tailrace.protocol.message.DescribeGroupsResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what consumers say to each other through their group. <b>Threads:</b> stateless. */
final class GroupMembers {

    private GroupMembers() {}

    static List<MemberDescription> describe(DescribeGroupsResponse.DescribedGroup group) {
        boolean consumers = group.protocolType().equals("consumer");
        List<MemberDescription> members = new ArrayList<>();
        for (DescribeGroupsResponse.DescribedGroupMember member : group.members()) {
            members.add(new MemberDescription(
                    member.memberId(),
                    Optional.ofNullable(member.groupInstanceId()),
                    member.clientId(),
                    member.clientHost(),
                    new MemberAssignment(consumers ? partitions(member.memberAssignment()) : Set.of())));
        }
        return members;
    }

    /** Version, then the assignment in that version; newer versions only add to the end. */
    private static Set<TopicPartition> partitions(byte[] assignment) {
        Set<TopicPartition> partitions = new HashSet<>();
        if (assignment.length < Short.BYTES) {
            return partitions;
        }
        ByteBuf in = Unpooled.wrappedBuffer(assignment);
        ConsumerProtocolAssignment decoded = new ConsumerProtocolAssignment();
        short version = (short) Math.min(in.readShort(), decoded.highestSupportedVersion());
        try {
            decoded.read(in, version);
        } catch (MalformedMessageException e) {
            return partitions; // some clients put their own bytes there: the member is listed without partitions
        }
        decoded.assignedPartitions()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(topic.topic(), partition))));
        return partitions;
    }
}
