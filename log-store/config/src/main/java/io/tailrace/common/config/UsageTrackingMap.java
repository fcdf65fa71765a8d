package io.tailrace.common.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A copy of what the user gave that notes which keys somebody asked for. A plugin that walks over the whole map asks for
 * nothing by name: it is then taken to want every key, because a false alarm would stop the application.
 *
 * <p><b>Threads:</b> one thread configures plugins; the set of used keys is thread-safe on its own.
 */
final class UsageTrackingMap extends HashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> used;

    UsageTrackingMap(Map<String, Object> content, Set<String> used) {
        super(content);
        this.used = used;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        note(key);
        return super.get(key);
    }

    @Override
    public Object getOrDefault(@Nullable Object key, Object fallback) {
        note(key);
        return super.getOrDefault(key, fallback);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        note(key);
        return super.containsKey(key);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        used.addAll(super.keySet());
        return super.entrySet();
    }

    private void note(@Nullable Object key) {
        if (key instanceof String name) {
            used.add(name);
        }
    }
}
