package io.tailrace.clients.producer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How well batches of a topic have been compressed of late, so that a batch can be filled until it will be about the
 * wanted size when compressed. A worse ratio counts at once, a better one little by little, as too large a batch costs
 * more than too small a one.
 *
 * <p><b>Threads:</b> any; a lost update does no harm.
 */
final class CompressionRatios {

    private static final float IMPROVEMENT_STEP = 0.05f;
    private static final float SAFETY = 1.05f;

    private final Map<String, Float> ratios = new ConcurrentHashMap<>();

    /** What a byte is expected to shrink to. */
    float of(String topic) {
        return Math.min(1f, ratios.getOrDefault(topic, 1f) * SAFETY);
    }

    void observe(String topic, int plainBytes, int wireBytes) {
        float observed = (float) wireBytes / Math.max(1, plainBytes);
        ratios.merge(topic, observed, (known, seen) -> seen > known ? seen : Math.max(seen, known - IMPROVEMENT_STEP));
    }
}
