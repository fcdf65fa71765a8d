package io.tailrace.storage.durability;

import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.StorageOfflineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Syncs logs on request, one round at a time: while one round waits for the device, requests gather for the next, so the
 * number of syncs follows the speed of the device and not the number of producers. There is no artificial delay.
 *
 * <p>A log is in a round once, however many wait for it. Bounded by the number of logs.
 *
 * <p><b>Threads:</b> {@link #request} from any, also under the lock of a partition; members are called on the flusher. The set
 * of requests is guarded by the monitor of this object, which is held for set operations only.
 */
public final class GroupCommit {

    /** A log that takes part. */
    public interface Member {

        /** Makes durable what is in the log now, and completes who waited for that. */
        void sync() throws IOException;

        /** Fails who waits: there will be no sync any more. */
        void fail(StorageOfflineException cause);
    }

    private final Scheduler flusher;
    private final DirectoryHealth health;
    private final StorageObserver observer;
    private Set<Member> requested = new LinkedHashSet<>();
    private boolean scheduled;

    public GroupCommit(Scheduler flusher, DirectoryHealth health, StorageObserver observer) {
        this.flusher = flusher;
        this.health = health;
        this.observer = observer;
    }

    /** Has {@code member} in the next round. */
    public void request(Member member) {
        synchronized (this) {
            requested.add(member);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        flusher.execute(this::round);
    }

    private void round() {
        List<Member> members;
        synchronized (this) {
            members = new ArrayList<>(requested);
            requested = new LinkedHashSet<>();
        }
        long beganAt = flusher.clock().nanoTime();
        for (Member member : members) {
            sync(member);
        }
        observer.synced(health.directory(), members.size(), flusher.clock().nanoTime() - beganAt);
        synchronized (this) {
            if (requested.isEmpty()) {
                scheduled = false;
                return;
            }
        }
        flusher.execute(this::round);
    }

    private void sync(Member member) {
        if (!health.isOffline()) {
            try {
                member.sync();
                return;
            } catch (IOException | RuntimeException e) {
                health.fail("a sync", e);
            }
        }
        member.fail(health.exception());
    }
}
