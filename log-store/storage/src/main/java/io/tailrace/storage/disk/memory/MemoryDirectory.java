package io.tailrace.storage.disk.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a directory, as seen and as stored. Changes are stored in their order, as a journal does, but how many of
 * those since the last sync is open until the power fails.
 *
 * <p><b>Threads:</b> the monitor of the disk.
 */
final class MemoryDirectory implements MemoryNode {

    /** Entries that change together; null removes. */
    private record Change(Map<String, @Nullable MemoryNode> entries) {}

    private final Map<String, MemoryNode> seen = new TreeMap<>();
    private final Map<String, MemoryNode> stored = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();

    @Nullable
    MemoryNode get(String name) {
        return seen.get(name);
    }

    List<String> names() {
        return List.copyOf(seen.keySet());
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }

    void put(String name, MemoryNode node) {
        Map<String, @Nullable MemoryNode> change = new TreeMap<>();
        change.put(name, node);
        apply(new Change(change));
    }

    void remove(String name) {
        Map<String, @Nullable MemoryNode> change = new TreeMap<>();
        change.put(name, null);
        apply(new Change(change));
    }

    void rename(String from, String to) {
        Map<String, @Nullable MemoryNode> change = new TreeMap<>();
        change.put(to, seen.get(from));
        change.put(from, null);
        apply(new Change(change));
    }

    private void apply(Change change) {
        applyTo(seen, change);
        unsynced.add(change);
    }

    private static void applyTo(Map<String, MemoryNode> entries, Change change) {
        for (Map.Entry<String, @Nullable MemoryNode> entry : change.entries.entrySet()) {
            MemoryNode node = entry.getValue();
            if (node == null) {
                entries.remove(entry.getKey());
            } else {
                entries.put(entry.getKey(), node);
            }
        }
    }

    void sync() {
        unsynced.forEach(change -> applyTo(stored, change));
        unsynced.clear();
    }

    @Override
    public long sizeBytes() {
        return seen.values().stream().mapToLong(MemoryNode::sizeBytes).sum();
    }

    @Override
    public void losePower(Random random) {
        int kept = random.nextInt(unsynced.size() + 1);
        unsynced.subList(0, kept).forEach(change -> applyTo(stored, change));
        unsynced.clear();
        seen.clear();
        seen.putAll(stored);
        for (MemoryNode node : seen.values()) {
            node.losePower(random);
        }
    }
}
