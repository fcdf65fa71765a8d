package io.tailrace.streams;

import io.tailrace.streams.state.HostInfo;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the partition of a key is.
 *
 * <p><b>Threads:</b> immutable.
 */
public class KeyQueryMetadata {
    /** Nothing is known yet: ask again. */
    public static final KeyQueryMetadata NOT_AVAILABLE = new KeyQueryMetadata(HostInfo.unavailable(), Set.of(), -1);

    private final HostInfo activeHost;
    private final Set<HostInfo> standbyHosts;
    private final int partition;

    public KeyQueryMetadata(HostInfo activeHost, Set<HostInfo> standbyHosts, int partition) {
        this.activeHost = activeHost;
        this.standbyHosts = standbyHosts;
        this.partition = partition;
    }

    public HostInfo activeHost() {
        return activeHost;
    }

    public Set<HostInfo> standbyHosts() {
        return standbyHosts;
    }

    public int partition() {
        return partition;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyQueryMetadata that
                && Objects.equals(activeHost, that.activeHost)
                && Objects.equals(standbyHosts, that.standbyHosts)
                && partition == that.partition;
    }

    @Override
    public int hashCode() {
        return Objects.hash(activeHost, standbyHosts, partition);
    }

    @Override
    public String toString() {
        return "KeyQueryMetadata {activeHost=" + activeHost + ", standbyHosts=" + standbyHosts + ", partition="
                + partition + '}';
    }
}
