package io.tailrace.storage.log;

import io.tailrace.storage.CorruptLogException;
import io.tailrace.storage.DamagedRange;
import io.tailrace.storage.StorageObserver;
import io.tailrace.storage.segment.Segment;
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
        long endOfSegment = endOf(segment);
        int sound = segment.soundPositionFrom(position + 1, offset + 1, endOfSegment);
        long end = sound < segment.sizeBytes() ? segment.baseOffsetAt(sound) : endOfSegment;
        DamagedRange range =
                new DamagedRange(state.name, segment.path(), position, sound - position, offset, end, problem);
        if (isNews(range)) {
            LOG.error("{}; these offsets cannot be served", range);
            observer.damageFound(range);
        }
        return new CorruptLogException(range);
    }

    private long endOf(Segment segment) {
        Segment after = state.segments.after(segment);
        return after == null ? state.endOffset : after.baseOffset();
    }

    private synchronized boolean isNews(DamagedRange range) {
        Place place = new Place(range.file(), range.position());
        return ranges.size() < MAX_RANGES && ranges.putIfAbsent(place, range) == null;
    }

    /** The damage that is known and still within the log. */
    synchronized List<DamagedRange> ranges() {
        ranges.values().removeIf(range -> range.endOffset() <= state.logStartOffset);
        return List.copyOf(ranges.values());
    }
}
