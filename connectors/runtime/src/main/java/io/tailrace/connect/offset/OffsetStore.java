package io.tailrace.connect.offset;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the source offset of each source partition of each connector over restarts.
 *
 * <p><b>Threads:</b> any.
 */
public interface OffsetStore extends AutoCloseable {

    /** The offset last saved, or null if there is none. */
    @Nullable
    Map<String, Object> read(String connector, Map<String, ?> partition);

    /** Every partition of a connector with its offset. */
    Map<Map<String, Object>, Map<String, Object>> readAll(String connector);

    /** Saves offsets; when this returns they survive a crash of the machine. */
    void write(String connector, Map<Map<String, Object>, Map<String, Object>> offsets);

    @Override
    void close();
}
