package io.tailrace.clients.consumer.group;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The half of a rebalance that knows what is being shared out. Called by the owner of the {@link GroupMember}. */
public interface RebalanceHandler {

    /** A protocol the member can follow, and what it tells the leader; the most preferred first. */
    @SuppressWarnings("ArrayRecordComponent") // raw wire bytes, never compared
    record Protocol(String name, byte[] metadata) {}

    /** A member of the group as the leader sees it. */
    @SuppressWarnings("ArrayRecordComponent") // raw wire bytes, never compared
    record Participant(String memberId, @Nullable String instanceId, byte[] metadata) {}

    List<Protocol> protocols();

    /**
     * Before each join: gives up what must be given up.
     *
     * @param before the generation that ends; not a member any more if it was lost
     * @return false to be asked again in the next poll, because something is still under way
     */
    boolean prepare(Generation before);

    /**
     * On the leader: what each member is to do.
     *
     * @param skipAssignment the group keeps what it has; only take note of its members
     * @return null to be asked again in the next poll, because something to know is still under way
     */
    @Nullable
    Map<String, byte[]> assign(String protocol, List<Participant> members, boolean skipAssignment);

    /** After each rebalance: what this member is to do. */
    void complete(Generation generation, byte[] assignment);
}
