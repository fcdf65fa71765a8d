package io.tailrace.samples.nexmark;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import io.tailrace.clients.admin.OffsetSpec;
import io.tailrace.clients.admin.TopicDescription;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Whether a Streams application has done all there is: it has committed the end of its input and of every internal topic that it reads.
 *
 * <p>Offsets are read before ends. What an application commits it has written the effects of; so if the two are equal nothing is on its way.
 *
 * <p><b>Threads:</b> one.
 */
final class Progress {

    private final Admin admin;
    private final String application;
    private final String input;

    Progress(Admin admin, String application, String input) {
        this.admin = admin;
        this.application = application;
        this.input = input;
    }

    boolean complete() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(application)
                .partitionsToOffsetAndMetadata()
                .get();
        if (committed.keySet().stream().noneMatch(partition -> partition.topic().equals(input))) {
            return false;
        }
        for (Map.Entry<TopicPartition, Long> end : ends().entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            if (end.getValue() != (offset == null ? 0 : offset.offset())) {
                return false;
            }
        }
        return true;
    }

    private Map<TopicPartition, Long> ends() throws InterruptedException, ExecutionException {
        List<String> topics = new ArrayList<>();
        for (String topic : admin.listTopics().names().get()) {
            boolean internal = topic.startsWith(application + "-") && !topic.endsWith("-changelog");
            if (internal || topic.equals(input)) {
                topics.add(topic);
            }
        }
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition ->
                            asked.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                admin.listOffsets(asked).all().get().entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }
}
