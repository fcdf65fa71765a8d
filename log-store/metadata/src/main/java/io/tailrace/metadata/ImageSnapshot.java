package io.tailrace.metadata;

import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.MetadataRecord.BrokerRecord;
import io.tailrace.metadata.MetadataRecord.ClusterRecord;
import io.tailrace.metadata.MetadataRecord.ConfigRecord;
import io.tailrace.metadata.MetadataRecord.FeatureRecord;
import io.tailrace.metadata.MetadataRecord.PartitionRecord;
import io.tailrace.metadata.MetadataRecord.ProducerIdsRecord;
import io.tailrace.metadata.MetadataRecord.TopicRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes an image as the shortest list of records, in an order that depends on its content alone. */
final class ImageSnapshot {

    private static final Comparator<ConfigResource> BY_RESOURCE =
            Comparator.comparing(ConfigResource::type).thenComparing(ConfigResource::name);

    private ImageSnapshot() {}

    static List<MetadataRecord> records(MetadataImage image) {
        List<MetadataRecord> records = new ArrayList<>();
        String clusterId = image.clusterId();
        if (clusterId != null) {
            records.add(new ClusterRecord(clusterId));
        }
        image.features().forEach((name, level) -> records.add(new FeatureRecord(name, level)));
        image.brokers().forEach(broker -> records.add(new BrokerRecord(broker)));
        for (TopicImage topic : image.topics()) {
            records.add(new TopicRecord(topic.name(), topic.id()));
            for (int i = 0; i < topic.partitions().size(); i++) {
                records.add(
                        new PartitionRecord(topic.id(), i, topic.partitions().get(i)));
            }
        }
        image.configs().keySet().stream()
                .sorted(BY_RESOURCE)
                .forEach(resource -> image.configs(resource)
                        .forEach((key, value) -> records.add(new ConfigRecord(resource, key, value))));
        if (image.nextProducerId() > 0) {
            records.add(new ProducerIdsRecord(image.nextProducerId()));
        }
        return records;
    }
}
