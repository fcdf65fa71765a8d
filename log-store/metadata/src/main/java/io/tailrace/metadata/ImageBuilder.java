package io.tailrace.metadata;

import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.MetadataRecord.BrokerRecord;
import io.tailrace.metadata.MetadataRecord.BrokerRemovedRecord;
import io.tailrace.metadata.MetadataRecord.ClusterRecord;
import io.tailrace.metadata.MetadataRecord.ConfigRecord;
import io.tailrace.metadata.MetadataRecord.FeatureRecord;
import io.tailrace.metadata.MetadataRecord.PartitionRecord;
import io.tailrace.metadata.MetadataRecord.ProducerIdsRecord;
import io.tailrace.metadata.MetadataRecord.TopicRecord;
import io.tailrace.metadata.MetadataRecord.TopicRemovedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next image. A map is copied when the first record changes something in it, the partitions of a topic when
 * the first record changes one of them; so a batch of records costs one copy of what it touches.
 *
 * <p><b>Threads:</b> one.
 */
final class ImageBuilder {

    private final MetadataImage base;
    private @Nullable String clusterId;
    private @Nullable NavigableMap<String, TopicImage> topicsByName;
    private @Nullable Map<UUID, TopicImage> topicsById;
    private @Nullable NavigableMap<Integer, BrokerImage> brokers;
    private @Nullable Map<ConfigResource, Map<String, String>> configs;
    private @Nullable NavigableMap<String, Short> features;
    private long nextProducerId;
    private final Map<UUID, List<PartitionImage>> changedPartitions = new LinkedHashMap<>();

    ImageBuilder(MetadataImage base) {
        this.base = base;
        this.clusterId = base.clusterId();
        this.nextProducerId = base.nextProducerId();
    }

    ImageBuilder applyAll(List<MetadataRecord> records) {
        records.forEach(this::apply);
        return this;
    }

    private void apply(MetadataRecord record) {
        if (record instanceof PartitionRecord partition) {
            putPartition(partition);
        } else if (record instanceof TopicRecord topic) {
            addTopic(topic);
        } else if (record instanceof TopicRemovedRecord topic) {
            removeTopic(topic.id());
        } else if (record instanceof ConfigRecord config) {
            putConfig(config);
        } else if (record instanceof BrokerRecord broker) {
            brokers().put(broker.broker().id(), broker.broker());
        } else if (record instanceof BrokerRemovedRecord broker) {
            brokers().remove(broker.brokerId());
        } else if (record instanceof ProducerIdsRecord ids) {
            nextProducerId = ids.nextProducerId();
        } else if (record instanceof FeatureRecord feature) {
            if (feature.level() == 0) {
                features().remove(feature.name());
            } else {
                features().put(feature.name(), feature.level());
            }
        } else if (record instanceof ClusterRecord cluster) {
            clusterId = cluster.clusterId();
        }
    }

    private void addTopic(TopicRecord record) {
        TopicImage topic = new TopicImage(record.name(), record.id(), List.of());
        if (topicsById().putIfAbsent(record.id(), topic) != null) {
            throw new IllegalArgumentException("expected a new topic id, actual=" + record.id());
        }
        if (topicsByName().putIfAbsent(record.name(), topic) != null) {
            throw new IllegalArgumentException("expected a new topic name, actual=" + record.name());
        }
    }

    private void removeTopic(UUID id) {
        TopicImage removed = topicsById().remove(id);
        if (removed == null) {
            throw new IllegalArgumentException("expected a known topic to remove, actual id=" + id);
        }
        topicsByName().remove(removed.name());
        changedPartitions.remove(id);
        configs().remove(new ConfigResource(ConfigResource.Type.TOPIC, removed.name()));
    }

    private void putPartition(PartitionRecord record) {
        List<PartitionImage> partitions = changedPartitions.computeIfAbsent(record.topicId(), id -> {
            TopicImage topic = topicsById().get(id);
            if (topic == null) {
                throw new IllegalArgumentException("expected a partition of a known topic, actual id=" + id);
            }
            return new ArrayList<>(topic.partitions());
        });
        int index = record.partition();
        if (index < 0 || index > partitions.size()) {
            throw new IllegalArgumentException("expected a partition from 0 to " + partitions.size() + ", actual="
                    + index + ", topic id=" + record.topicId());
        }
        if (index == partitions.size()) {
            partitions.add(record.image());
        } else {
            partitions.set(index, record.image());
        }
    }

    private void putConfig(ConfigRecord record) {
        Map<String, String> overrides = new TreeMap<>(configs().getOrDefault(record.resource(), Map.of()));
        if (record.value() == null) {
            overrides.remove(record.key());
        } else {
            overrides.put(record.key(), record.value());
        }
        if (overrides.isEmpty()) {
            configs().remove(record.resource());
        } else {
            configs().put(record.resource(), overrides);
        }
    }

    MetadataImage build(long version) {
        changedPartitions.forEach((id, partitions) -> {
            TopicImage topic = new TopicImage(topicsById().get(id).name(), id, partitions);
            topicsById().put(id, topic);
            topicsByName().put(topic.name(), topic);
        });
        return new MetadataImage(
                version,
                clusterId,
                topicsByName != null ? topicsByName : base.topicsByName(),
                topicsById != null ? topicsById : base.topicsById(),
                brokers != null ? brokers : base.brokersById(),
                configs != null ? configs : base.configs(),
                features != null ? features : base.featureLevels(),
                nextProducerId);
    }

    private NavigableMap<String, TopicImage> topicsByName() {
        if (topicsByName == null) {
            topicsByName = new TreeMap<>(base.topicsByName());
        }
        return topicsByName;
    }

    private Map<UUID, TopicImage> topicsById() {
        if (topicsById == null) {
            topicsById = new HashMap<>(base.topicsById());
        }
        return topicsById;
    }

    private NavigableMap<Integer, BrokerImage> brokers() {
        if (brokers == null) {
            brokers = new TreeMap<>(base.brokersById());
        }
        return brokers;
    }

    private Map<ConfigResource, Map<String, String>> configs() {
        if (configs == null) {
            configs = new HashMap<>(base.configs());
        }
        return configs;
    }

    private NavigableMap<String, Short> features() {
        if (features == null) {
            features = new TreeMap<>(base.featureLevels());
        }
        return features;
    }
}
