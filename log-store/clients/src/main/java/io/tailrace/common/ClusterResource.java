package io.tailrace.common;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The identity of a cluster. */
public class ClusterResource {

    private final @Nullable String clusterId;

    public ClusterResource(@Nullable String clusterId) {
        this.clusterId = clusterId;
    }

    /** The id, null if the cluster has none. */
    public @Nullable String clusterId() {
        return clusterId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClusterResource that && Objects.equals(clusterId, that.clusterId);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(clusterId);
    }

    @Override
    public String toString() {
        return "ClusterResource(clusterId=" + clusterId + ")";
    }
}
