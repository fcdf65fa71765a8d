package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.fetch.PartitionFetch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Fetched data that waits to be polled, in the order it came: the pieces of a partition always stay in order. Data of a partition that was
 * moved by a seek, a reset or a rebalance is dropped when its turn comes; that of a paused one waits where it is, and others go past it.
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

    /** Whether so much waits for the application that nothing more is to be fetched. What paused partitions hold does not count. */
    boolean isFull(long maxBytes) {
        if (sizeBytes < maxBytes) return false;
        long readableBytes = 0;
        for (Entry entry : entries) {
            if (entry.state.isFetchable()) readableBytes += entry.data.sizeBytes();
        }
        return readableBytes >= maxBytes;
    }

    /** The first entry that may be read now; it stays until {@link #remove}. */
    @Nullable
    Entry next() {
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (!subscriptions.isCurrent(entry.state, entry.version)) {
                each.remove();
                release(entry);
            } else if (entry.state.isFetchable()) {
                return entry;
            }
        }
        return null;
    }

    /** Gives back an entry that has been read to its end. */
    @SuppressWarnings("ReferenceEquality") // this very entry; and what compares records takes a start fifty classes
    void remove(Entry read) {
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            if (each.next() == read) {
                each.remove();
                release(read);
                return;
            }
        }
        throw new IllegalStateException("expected an entry of this buffer, found one of " + read.state.partition);
    }

    private void release(Entry entry) {
        sizeBytes -= entry.data.sizeBytes();
        if (subscriptions.isCurrent(entry.state, entry.version)) entry.state.bufferedFetches--;
        entry.data.close();
    }

    void clear() {
        entries.forEach(this::release);
        entries.clear();
    }
}
