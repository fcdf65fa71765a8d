package io.tailrace.coordinator.group;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chooses the protocol of a generation: among those that every member offers, each member votes for the one it
 * prefers; most votes win, and of equals the one that was voted for first.
 */
final class ProtocolElection {

    private ProtocolElection() {}

    static String elect(Collection<ClassicMember> members) {
        Map<String, Integer> offers = new LinkedHashMap<>();
        for (ClassicMember member : members) {
            member.protocols().stream()
                    .map(GroupProtocol::name)
                    .distinct()
                    .forEach(name -> offers.merge(name, 1, Integer::sum));
        }
        Map<String, Integer> votes = new LinkedHashMap<>();
        for (ClassicMember member : members) {
            for (GroupProtocol protocol : member.protocols()) {
                if (offers.getOrDefault(protocol.name(), 0) == members.size()) {
                    votes.merge(protocol.name(), 1, Integer::sum);
                    break;
                }
            }
        }
        String winner = null;
        int most = 0;
        for (Map.Entry<String, Integer> vote : votes.entrySet()) {
            if (vote.getValue() > most) {
                winner = vote.getKey();
                most = vote.getValue();
            }
        }
        if (winner == null) {
            throw new IllegalStateException(
                    "expected a protocol that all members offer, members=" + members.size() + ", offered=" + offers);
        }
        return winner;
    }
}
