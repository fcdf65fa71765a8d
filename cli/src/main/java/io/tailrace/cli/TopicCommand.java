package io.tailrace.cli;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.ListTopicsOptions;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.admin.OffsetSpec;
import io.tailrace.clients.admin.TopicDescription;
import io.tailrace.common.Node;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.TopicPartitionInfo;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tailrace topic create|list|describe|delete}. */
@Command(
        name = "topic",
        mixinStandardHelpOptions = true,
        description = "Make, list, describe and delete topics.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tailrace topic create clicks --partitions 3 --config retention.ms=86400000",
            "  tailrace topic list",
            "  tailrace topic describe clicks",
            "  tailrace topic delete clicks"
        })
final class TopicCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected create, list, describe or delete");
    }

    @Command(mixinStandardHelpOptions = true, description = "Make a topic.")
    void create(
            @Parameters(paramLabel = "TOPIC", description = "Its name.") String topic,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            description = "How many partitions. Default: as the server is set.")
                    Integer partitions,
            @Option(
                            names = "--replication-factor",
                            paramLabel = "N",
                            description = "How many copies. Default: as the server is set.")
                    Short replicas,
            @Option(names = "--config", paramLabel = "KEY=VALUE", description = "A setting of the topic.")
                    Map<String, String> config,
            @Mixin ClientOptions client)
            throws InterruptedException, ExecutionException {
        try (Admin admin = client.admin()) {
            NewTopic fresh = new NewTopic(topic, Optional.ofNullable(partitions), Optional.ofNullable(replicas))
                    .configs(config == null ? Map.of() : new LinkedHashMap<>(config));
            var result = admin.createTopics(List.of(fresh));
            result.all().get();
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Made topic %s with %d partition(s)%n",
                            topic, result.numPartitions(topic).get());
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "List the topics.")
    void list(
            @Option(names = "--internal", description = "Those that the system keeps for itself, too.")
                    boolean internal,
            @Mixin ClientOptions client)
            throws InterruptedException, ExecutionException {
        try (Admin admin = client.admin()) {
            var names = admin.listTopics(new ListTopicsOptions().listInternal(internal))
                    .names()
                    .get();
            Table table = new Table("TOPIC", "PARTITIONS", "REPLICAS");
            new TreeMap<>(admin.describeTopics(names).allTopicNames().get())
                    .forEach((name, description) -> table.row(
                            name,
                            description.partitions().size(),
                            description.partitions().get(0).replicas().size()));
            table.print(spec.commandLine().getOut());
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Show a topic's partitions: leader, replicas, offsets.")
    void describe(
            @Parameters(paramLabel = "TOPIC", description = "Its name.") String topic, @Mixin ClientOptions client)
            throws InterruptedException, ExecutionException {
        try (Admin admin = client.admin()) {
            ClientOptions.requireTopic(admin, topic);
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            Map<TopicPartition, Long> begins = offsets(admin, description, OffsetSpec.earliest());
            Map<TopicPartition, Long> ends = offsets(admin, description, OffsetSpec.latest());
            var out = spec.commandLine().getOut();
            out.printf("Topic %s, id %s%n", description.name(), description.topicId());
            Table table = new Table("PARTITION", "LEADER", "REPLICAS", "IN SYNC", "BEGIN", "END");
            for (TopicPartitionInfo partition : description.partitions()) {
                TopicPartition id = new TopicPartition(topic, partition.partition());
                table.row(
                        partition.partition(),
                        partition.leader() == null ? "none" : partition.leader().id(),
                        ids(partition.replicas()),
                        ids(partition.isr()),
                        begins.get(id),
                        ends.get(id));
            }
            table.print(out);
        }
    }

    private static String ids(List<Node> nodes) {
        return nodes.stream().map(node -> Integer.toString(node.id())).collect(Collectors.joining(","));
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, TopicDescription topic, OffsetSpec spec)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        topic.partitions()
                .forEach(partition -> wanted.put(new TopicPartition(topic.name(), partition.partition()), spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(wanted).all().get().forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    @Command(mixinStandardHelpOptions = true, description = "Delete a topic with all that is in it.")
    void delete(@Parameters(paramLabel = "TOPIC", description = "Its name.") String topic, @Mixin ClientOptions client)
            throws InterruptedException, ExecutionException {
        try (Admin admin = client.admin()) {
            ClientOptions.requireTopic(admin, topic);
            admin.deleteTopics(List.of(topic)).all().get();
            spec.commandLine().getOut().printf("Deleted topic %s%n", topic);
        }
    }
}
