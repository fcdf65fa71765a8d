package io.tailrace.common;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names of a family of metrics have in common: the keys of their tags are known, the values are not yet.
 *
 * <p><b>Threads:</b> immutable.
 */
public class MetricNameTemplate {
    private final String name;
    private final String group;
    private final String description;
    private final LinkedHashSet<String> tags;

    public MetricNameTemplate(String name, String group, String description, Set<String> tagsNames) {
        this.name = Objects.requireNonNull(name);
        this.group = Objects.requireNonNull(group);
        this.description = Objects.requireNonNull(description);
        this.tags = new LinkedHashSet<>(Objects.requireNonNull(tagsNames));
    }

    public MetricNameTemplate(String name, String group, String description, String... tagsNames) {
        this(name, group, description, new LinkedHashSet<>(List.of(tagsNames)));
    }

    public String name() {
        return name;
    }

    public String group() {
        return group;
    }

    public String description() {
        return description;
    }

    /** The keys of the tags, in the order in which they were given. */
    public Set<String> tags() {
        return Collections.unmodifiableSet(tags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, group, tags);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof MetricNameTemplate other
                && name.equals(other.name)
                && group.equals(other.group)
                && tags.equals(other.tags);
    }

    @Override
    public String toString() {
        return "name=" + name + ", group=" + group + ", tags=" + tags;
    }
}
