package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.fetch.PartitionFetch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetched data that waits to be polled, in the order it came. Data of a partition that was moved by a seek, a reset or
 * a rebalance is dropped when its turn comes; that of a paused one waits.
 *
 * <p><b>Threads:</b> the owner of the consumer. Owns the data.
 */
final class FetchBuffer {

    /** @param version of the partition's state that the data was fetched for */
    record Entry(PartitionState state, int version, PartitionFetch data) {}

    private final SubscriptionState subscriptions;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long sizeBytes;

    FetchBuffer(SubscriptionState subscriptions) {
        this.subscriptions = subscriptions;
    }

    void add(Entry entry) {
        entries.addLast(entry);
        sizeBytes += entry.data.sizeBytes();
        entry.state.bufferedFetches++;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** The first entry that may be read now. */
    @Nullable
    Entry next() {
        if (entries.isEmpty()) return null;
        List<Entry> paused = null;
        Entry found = null;
        while (found == null && !entries.isEmpty()) {
            Entry entry = entries.getFirst();
            if (!subscriptions.isCurrent(entry.state, entry.version)) {
                removeFirst();
            } else if (!entry.state.isFetchable()) {
                if (paused == null) paused = new ArrayList<>();
                paused.add(entries.removeFirst());
            } else {
                found = entry;
            }
        }
        if (paused != null) entries.addAll(paused);
        return found;
    }

    /** Gives back the first entry, which has been read to its end or is not wanted any more. */
    void removeFirst() {
        Entry entry = entries.removeFirst();
        sizeBytes -= entry.data.sizeBytes();
        if (subscriptions.isCurrent(entry.state, entry.version)) entry.state.bufferedFetches--;
        entry.data.close();
    }

    void clear() {
        while (!entries.isEmpty()) removeFirst();
    }
}
