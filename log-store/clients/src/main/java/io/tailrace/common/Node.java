package io.tailrace.common;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A broker as the cluster describes it: its id and where it is reached.
 *
 * <p><b>Threads:</b> immutable.
 */
public class Node {

    private static final Node NO_NODE = new Node(-1, "", -1);

    private final int id;
    private final String idString;
    private final String host;
    private final int port;
    private final @Nullable String rack;
    private final boolean isFenced;

    public Node(int id, String host, int port) {
        this(id, host, port, null, false);
    }

    public Node(int id, String host, int port, @Nullable String rack) {
        this(id, host, port, rack, false);
    }

    public Node(int id, String host, int port, @Nullable String rack, boolean isFenced) {
        this.id = id;
        this.idString = Integer.toString(id);
        this.host = host;
        this.port = port;
        this.rack = rack;
        this.isFenced = isFenced;
    }

    /** Stands for "none". */
    public static Node noNode() {
        return NO_NODE;
    }

    /** Whether this stands for "none". */
    public boolean isEmpty() {
        return host == null || host.isEmpty() || port < 0;
    }

    public int id() {
        return id;
    }

    public String idString() {
        return idString;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public boolean hasRack() {
        return rack != null;
    }

    public @Nullable String rack() {
        return rack;
    }

    public boolean isFenced() {
        return isFenced;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, host, port, rack, isFenced);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Node that
                && id == that.id
                && port == that.port
                && isFenced == that.isFenced
                && Objects.equals(host, that.host)
                && Objects.equals(rack, that.rack);
    }

    @Override
    public String toString() {
        return host + ":" + port + " (id: " + id + " rack: " + rack + " isFenced: " + isFenced + ")";
    }
}
