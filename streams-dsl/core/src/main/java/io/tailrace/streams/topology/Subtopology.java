package io.tailrace.streams.topology;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that are connected, and what they need. A task is one sub-topology for one partition number.
 *
 * @param id number within the topology
 * @param nodes parents before children
 * @param sources sources by full topic name
 * @param patternSources sources with a pattern
 * @param sinkTopics full names of fixed output topics
 * @param repartitionTopics internal topics that it reads, by full name
 * @param stores stores that its processors use
 * @param changelogs changelog topics to make, by store name
 * @param changelogTopics full changelog topic names by store name, with source topics that serve as changelog
 */
public record Subtopology(
        int id,
        List<NodeSpec> nodes,
        Map<String, SourceSpec> sources,
        List<SourceSpec> patternSources,
        Set<String> sinkTopics,
        Map<String, InternalTopic> repartitionTopics,
        List<StoreSpec> stores,
        Map<String, InternalTopic> changelogs,
        Map<String, String> changelogTopics) {

    /** The source that reads a topic, or null. */
    public @Nullable SourceSpec sourceOf(String topic) {
        SourceSpec source = sources.get(topic);
        if (source != null) {
            return source;
        }
        for (SourceSpec candidate : patternSources) {
            if (Objects.requireNonNull(candidate.pattern()).matcher(topic).matches()) {
                return candidate;
            }
        }
        return null;
    }

    /** The topics that it reads out of these, with those that its sources name. */
    public Set<String> sourceTopics(Collection<String> existing) {
        Set<String> topics = new TreeSet<>(sources.keySet());
        if (!patternSources.isEmpty()) {
            existing.stream().filter(topic -> sourceOf(topic) != null).forEach(topics::add);
        }
        return topics;
    }
}
