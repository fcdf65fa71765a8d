package io.tailrace.storage.log;

import io.tailrace.storage.CorruptLogException;
import io.tailrace.storage.DamagedRange;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.segment.Extent;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.SoundBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a log was found to be damaged since it was opened: reported once each, and kept for whoever can bring the data from
 * elsewhere. At most {@value #MAX_RANGES} are remembered; of a log that is worse off, all would have to be copied anyhow.
 *
 * <p><b>Threads:</b> any; guarded by the monitor of this object.
 */
final class LogDamage {

    private static final Logger LOG = LoggerFactory.getLogger(LogDamage.class);
    private static final int MAX_RANGES = 1000;

    private record Place(Path file, long position) {}

    private final LogState state;
    private final StorageObserver observer;
    private final Map<Place, DamagedRange> ranges = new LinkedHashMap<>();

    LogDamage(LogState state, StorageObserver observer) {
        this.state = state;
        this.observer = observer;
    }

    /** Remembers and reports damage that begins at {@code position}, where {@code offset} should be found. */
    CorruptLogException found(Segment segment, int position, long offset, String problem) throws IOException {
        Extent extent = state.extentOf(segment);
        SoundBatch sound = segment.afterDamage(position, offset, extent);
        long size = (sound == null ? segment.sizeBytes() : sound.position()) - position;
        long end = sound == null ? Math.max(extent.endOffset(), offset + 1) : sound.baseOffset();
        DamagedRange range = new DamagedRange(state.name, segment.path(), position, size, offset, end, problem);
        if (isNews(range)) {
            LOG.error("{}; these offsets cannot be served", range);
            observer.damageFound(range);
        }
        return new CorruptLogException(range);
    }

    /** Remembers the range; who began to read within it knew less of it than who reads it from its begin. */
    private synchronized boolean isNews(DamagedRange range) {
        Place place = new Place(range.file(), range.position());
        DamagedRange known = ranges.get(place);
        if (known == null) {
            return ranges.size() < MAX_RANGES && ranges.putIfAbsent(place, range) == null;
        }
        ranges.put(place, together(known, range));
        return false;
    }

    private static DamagedRange together(DamagedRange known, DamagedRange range) {
        return new DamagedRange(
                known.log(),
                known.file(),
                known.position(),
                Math.max(known.sizeBytes(), range.sizeBytes()),
                Math.min(known.firstOffset(), range.firstOffset()),
                Math.max(known.endOffset(), range.endOffset()),
                known.problem());
    }

    /** The damage that is known and still within the log. */
    synchronized List<DamagedRange> ranges() {
        ranges.values().removeIf(range -> range.endOffset() <= state.logStartOffset);
        return List.copyOf(ranges.values());
    }
}
