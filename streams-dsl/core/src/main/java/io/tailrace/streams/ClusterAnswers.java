package io.tailrace.streams;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.common.utils.Utils;
import io.tailrace.streams.processor.StreamPartitioner;
import io.tailrace.streams.runtime.ClusterView;
import io.tailrace.streams.state.HostInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TailraceStreams} says of the instances of an application.
 *
 * <p><b>Threads:</b> immutable.
 */
record ClusterAnswers(ClusterView view) {
    /** An instance. There are no standby copies of it. */
    private record Instance(HostInfo hostInfo, Set<String> stateStoreNames, Set<TopicPartition> topicPartitions)
            implements StreamsMetadata {
        @Override
        public Set<TopicPartition> standbyTopicPartitions() {
            return Set.of();
        }

        @Override
        public Set<String> standbyStateStoreNames() {
            return Set.of();
        }

        @Override
        public String host() {
            return hostInfo.host();
        }

        @Override
        public int port() {
            return hostInfo.port();
        }
    }

    /** All instances that said where they can be reached. */
    List<StreamsMetadata> all() {
        return view.instances().values().stream()
                .<StreamsMetadata>map(instance -> new Instance(
                        host(instance.endpoint()), Set.copyOf(instance.stores()), Set.copyOf(instance.partitions())))
                .toList();
    }

    /** Those of them that have partitions of a store, or all if it is global. */
    List<StreamsMetadata> having(String store) {
        return all().stream()
                .filter(instance -> instance.stateStoreNames().contains(store))
                .toList();
    }

    /**
     * Where a key is.
     *
     * @throws io.tailrace.streams.errors.UnknownStateStoreException if the topology has no such store
     */
    <K> KeyQueryMetadata of(String store, K key, StreamPartitioner<? super K, ?> partitioner) {
        if (view.isGlobal(store)) {
            // Every instance has all of it; who has told where it can be reached asks itself.
            HostInfo here = view.ownEndpoint().isEmpty() ? HostInfo.unavailable() : host(view.ownEndpoint());
            return new KeyQueryMetadata(here, Set.of(), -1);
        }
        int partitions = view.partitionsOf(store);
        if (partitions == 0) {
            return KeyQueryMetadata.NOT_AVAILABLE;
        }
        String topic = view.sourceTopics(store).iterator().next();
        int partition = only(partitioner.partitions(topic, key, null, partitions), store);
        HostInfo active =
                view.endpointOf(store, partition).map(ClusterAnswers::host).orElse(HostInfo.unavailable());
        return new KeyQueryMetadata(active, Set.of(), partition);
    }

    private static int only(Optional<Set<Integer>> chosen, String store) {
        if (chosen.isEmpty() || chosen.get().size() != 1) {
            throw new IllegalArgumentException(
                    "The partitions returned by StreamPartitioner#partitions method when used for fetching"
                            + " KeyQueryMetadata for key should be a singleton set, for store " + store + ", found "
                            + chosen);
        }
        return chosen.get().iterator().next();
    }

    /** The producer's default: the hash of the serialized key. */
    static <K> StreamPartitioner<K, Object> byHash(Serializer<K> serializer) {
        Objects.requireNonNull(serializer, "keySerializer can't be null");
        return (topic, key, value, partitions) -> {
            byte[] bytes = Objects.requireNonNull(serializer.serialize(topic, key), "serialized key");
            return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(bytes)) % partitions));
        };
    }

    private static HostInfo host(String endpoint) {
        @Nullable HostInfo host = HostInfo.buildFromEndpoint(endpoint);
        return host == null ? HostInfo.unavailable() : host;
    }
}
