package io.tailrace.streams.runtime;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.ConsumerGroupDescription;
import io.tailrace.clients.admin.MemberDescription;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log, once, for whom a start waits: members of an earlier run that was killed count as alive until their session times out,
 * and the group cannot hand out tasks before.
 *
 * <p><b>Threads:</b> safe.
 */
final class OldMembers {
    private static final Logger LOG = LoggerFactory.getLogger(OldMembers.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Admin admin;
    private final String group;
    private final String clientIdPrefix;
    private final long sessionTimeoutMs;
    private final AtomicBoolean said = new AtomicBoolean();

    OldMembers(Admin admin, String group, String clientIdPrefix, long sessionTimeoutMs) {
        this.admin = admin;
        this.group = group;
        this.clientIdPrefix = clientIdPrefix;
        this.sessionTimeoutMs = sessionTimeoutMs;
    }

    /** A thread has waited for its first assignment since then. */
    void waitingSince(long startNanos) {
        if (System.nanoTime() - startNanos > PATIENCE_NANOS && said.compareAndSet(false, true)) {
            var unused = admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .whenComplete((description, error) -> {
                        if (error != null) {
                            LOG.info(
                                    "Waiting for the first assignment of group {}; its members are not known",
                                    group,
                                    error);
                        } else {
                            LOG.info(message(description));
                        }
                    });
        }
    }

    private String message(ConsumerGroupDescription description) {
        return message(description.members().stream()
                .filter(member -> !member.clientId().startsWith(clientIdPrefix))
                .toList());
    }

    String message(List<MemberDescription> others) {
        if (others.isEmpty()) {
            return "Waiting for the first assignment of group " + group + "; no other members are in it";
        }
        StringBuilder text = new StringBuilder("Waiting for the first assignment of group " + group
                + ", for up to " + sessionTimeoutMs + " ms: it has " + others.size()
                + " other member(s) that have to join again or, if they belong to a run that was killed, time out:");
        for (MemberDescription member : others) {
            text.append(' ')
                    .append(member.clientId())
                    .append(" at ")
                    .append(member.host())
                    .append(';');
        }
        return text.append(" To wait less after a kill, close the application before it exits, lower"
                        + " session.timeout.ms, or give each instance a group.instance.id, so that it takes its old"
                        + " place at once.")
                .toString();
    }
}
