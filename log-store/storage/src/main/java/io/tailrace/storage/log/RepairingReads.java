package io.tailrace.storage.log;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.storage.CorruptLogException;
import io.tailrace.storage.StorageException;
import io.tailrace.storage.durability.DirectoryHealth;
import io.tailrace.storage.segment.DamagedIndexException;
import io.tailrace.storage.segment.Segments;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What every read of a log goes through. An index that turns out to be damaged is made anew, and the read begins again; so does one
 * that was so slow that its segment was replaced and deleted meanwhile. Other errors become those that callers know.
 *
 * <p><b>Threads:</b> any; takes the lock of the partition to repair, and else none.
 */
final class RepairingReads {

    /** A read that may be begun again. */
    interface Reading<T extends @Nullable Object> {
        T read() throws IOException;
    }

    private final LogState state;
    private final DirectoryHealth health;

    RepairingReads(LogState state, DirectoryHealth health) {
        this.state = state;
        this.health = health;
    }

    <T extends @Nullable Object> T run(Reading<T> reading) {
        state.ensureOpen();
        health.check();
        Segments segments = state.segments;
        try {
            return repairing(reading);
        } catch (InvalidRecordBatchException e) {
            throw new CorruptLogException(state.name + ": " + e.getMessage());
        } catch (IOException e) {
            state.ensureOpen(); // closed meanwhile: not the disk's fault
            if (segments != state.segments) {
                return run(reading);
            }
            throw new StorageException(state.name + ": reading failed: " + e.getMessage(), e);
        }
    }

    private <T extends @Nullable Object> T repairing(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (DamagedIndexException e) {
            new IndexRepair(state).repair(e);
        }
        try {
            return reading.read();
        } catch (DamagedIndexException e) {
            new IndexRepair(state).giveUp(e);
        }
        return reading.read();
    }
}
