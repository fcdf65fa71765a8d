package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import io.tailrace.common.Node;
import io.tailrace.common.acl.AclOperation;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outcome of {@link Admin#describeCluster}. */
public class DescribeClusterResult {
    private final KafkaFuture<ClusterDescription> future;

    /** Everything in one answer. */
    record ClusterDescription(
            Collection<Node> nodes,
            @Nullable Node controller,
            @Nullable String clusterId,
            @Nullable Set<AclOperation> authorizedOperations) {}

    DescribeClusterResult(KafkaFuture<ClusterDescription> future) {
        this.future = future;
    }

    public KafkaFuture<Collection<Node>> nodes() {
        return future.thenApply(ClusterDescription::nodes);
    }

    /** A broker that passes requests on to the controller, or null if there is none now. */
    public KafkaFuture<@Nullable Node> controller() {
        return future.thenApply(ClusterDescription::controller);
    }

    public KafkaFuture<@Nullable String> clusterId() {
        return future.thenApply(ClusterDescription::clusterId);
    }

    /** What the caller may do, or null if that was not asked for. */
    public KafkaFuture<@Nullable Set<AclOperation>> authorizedOperations() {
        return future.thenApply(ClusterDescription::authorizedOperations);
    }
}
