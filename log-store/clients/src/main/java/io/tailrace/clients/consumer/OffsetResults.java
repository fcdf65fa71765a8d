package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.OffsetSearch.Found;
import io.tailrace.common.TopicPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What searches found, in the public types. */
final class OffsetResults {

    private OffsetResults() {}

    static Map<TopicPartition, Long> offsets(Map<TopicPartition, Found> found) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, each) -> offsets.put(partition, each.offset()));
        return offsets;
    }

    /** Null for those without a record that late. */
    @SuppressWarnings("NullAway") // Kafka's contract has null values
    static Map<TopicPartition, OffsetAndTimestamp> withTimestamps(
            Set<TopicPartition> asked, Map<TopicPartition, Found> found) {
        Map<TopicPartition, OffsetAndTimestamp> result = new HashMap<>();
        for (TopicPartition partition : asked) {
            Found each = found.get(partition);
            result.put(partition, each == null || each.offset() < 0 ? null : convert(each));
        }
        return result;
    }

    private static OffsetAndTimestamp convert(Found found) {
        Optional<Integer> epoch = found.leaderEpoch() < 0 ? Optional.empty() : Optional.of(found.leaderEpoch());
        return new OffsetAndTimestamp(found.offset(), Math.max(0, found.timestamp()), epoch);
    }
}
