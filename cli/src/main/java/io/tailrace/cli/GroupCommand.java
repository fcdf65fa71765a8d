package io.tailrace.cli;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.ConsumerGroupDescription;
import io.tailrace.clients.admin.GroupListing;
import io.tailrace.clients.admin.MemberDescription;
import io.tailrace.clients.admin.OffsetSpec;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.TopicPartition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tailrace group list|describe}. */
@Command(
        name = "group",
        mixinStandardHelpOptions = true,
        description = "List groups and show who reads what, and how far it is.",
        footerHeading = "%nExamples:%n",
        footer = {"  tailrace group list", "  tailrace group describe my-application"})
final class GroupCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected list or describe");
    }

    @Command(mixinStandardHelpOptions = true, description = "List the groups.")
    void list(@Mixin ClientOptions client) throws InterruptedException, ExecutionException {
        try (Admin admin = client.admin()) {
            Table table = new Table("GROUP", "STATE", "PROTOCOL");
            admin.listGroups().all().get().stream()
                    .sorted(Comparator.comparing(GroupListing::groupId))
                    .forEach(group -> table.row(
                            group.groupId(),
                            group.groupState().map(Object::toString).orElse("-"),
                            group.protocol()));
            table.print(spec.commandLine().getOut());
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Show a group's members, committed offsets and lag.")
    void describe(@Parameters(paramLabel = "GROUP", description = "Its id.") String group, @Mixin ClientOptions client)
            throws InterruptedException, ExecutionException {
        try (Admin admin = client.admin()) {
            var known = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .collect(Collectors.toSet());
            if (!known.contains(group)) {
                throw new CommandFailure(
                        "expected an existing group, found " + group + ClientOptions.suggestion(group, known));
            }
            ConsumerGroupDescription description =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group);
            var out = spec.commandLine().getOut();
            out.printf(
                    "Group %s, state %s, %d member(s)%n",
                    group, description.groupState(), description.members().size());
            printOffsets(admin, description);
        }
    }

    private void printOffsets(Admin admin, ConsumerGroupDescription group)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, String> owners = new HashMap<>();
        for (MemberDescription member : group.members()) {
            member.assignment()
                    .topicPartitions()
                    .forEach(partition -> owners.put(partition, member.clientId() + " " + member.host()));
        }
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group.groupId())
                .partitionsToOffsetAndMetadata()
                .get();
        var partitions =
                new TreeSet<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        partitions.addAll(committed.keySet());
        partitions.addAll(owners.keySet());
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        var ends = admin.listOffsets(latest).all().get();
        Table table = new Table("TOPIC", "PARTITION", "COMMITTED", "END", "LAG", "OWNER");
        for (TopicPartition partition : partitions) {
            long end = ends.get(partition).offset();
            OffsetAndMetadata offset = committed.get(partition);
            table.row(
                    partition.topic(),
                    partition.partition(),
                    offset == null ? "-" : offset.offset(),
                    end,
                    offset == null ? "-" : Math.max(0, end - offset.offset()),
                    owners.getOrDefault(partition, "-"));
        }
        table.print(spec.commandLine().getOut());
    }
}
