package io.tailrace.storage.log;

import io.tailrace.storage.segment.DamagedIndexException;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the indexes of a segment anew when a read has found that they do not fit the batches. That reads the headers of the whole
 * segment under the partition's lock: it is rare.
 *
 * <p><b>Threads:</b> any; takes the lock of the partition.
 */
final class IndexRepair {

    private static final Logger LOG = LoggerFactory.getLogger(IndexRepair.class);

    private final LogState state;

    IndexRepair(LogState state) {
        this.state = state;
    }

    void repair(DamagedIndexException damage) throws IOException {
        synchronized (state.lock) {
            state.ensureOpen();
            Segment segment = damage.segment();
            LOG.warn("{}: {}; making both indexes anew", state.name, damage.getMessage());
            segment.rebuildIndexes(
                    state.config.segments().indexIntervalBytes(),
                    segment != state.segments.active(),
                    state.extentOf(segment));
        }
    }

    /** The batches are damaged so that no index fits them. */
    void giveUp(DamagedIndexException damage) throws IOException {
        synchronized (state.lock) {
            state.ensureOpen();
            LOG.error("{}: {}; doing without", state.name, damage.getMessage());
            damage.segment().dropIndexes();
        }
    }
}
