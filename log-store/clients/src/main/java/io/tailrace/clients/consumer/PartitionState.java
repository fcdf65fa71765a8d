package io.tailrace.clients.consumer;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the consumer is in one assigned partition.
 *
 * <pre>
 *   INITIALIZING ──committed offset──▶ FETCHING ◀──epoch agrees── AWAIT_VALIDATION
 *        │ none committed                │  ▲                        ▲
 *        ▼                               ▼  │ found                  │ new leader epoch, seek with an epoch
 *   AWAIT_RESET ◀──out of range──────────┴──┴────────────────────────┘
 * </pre>
 *
 * <p>Every move of the position that is not reading on begins a new {@link #version}: fetched data and answers to
 * look-ups of an older one are of no use.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class PartitionState {

    /** See the diagram of the class. */
    enum Phase {
        INITIALIZING,
        AWAIT_RESET,
        AWAIT_VALIDATION,
        FETCHING
    }

    static final long UNKNOWN = -1L;

    final TopicPartition partition;
    Phase phase = Phase.INITIALIZING;

    @Nullable
    OffsetReset reset;

    int version;

    /** Offset of the next record to return, and the epoch of the last one before it, -1 if unknown. */
    long position = UNKNOWN;

    int positionEpoch = -1;

    /** The leader epoch that the position was last held against. */
    int leaderEpoch = -1;

    Uuid topicId = Uuid.ZERO_UUID;
    long highWatermark = UNKNOWN;
    long lastStableOffset = UNKNOWN;
    long logStartOffset = UNKNOWN;

    boolean paused;

    /** About to be given up: nothing more is returned from it. */
    boolean revoking;

    /** A look-up for this partition is under way. */
    boolean asking;

    long retryAtMs = Long.MIN_VALUE;
    int preferredReplica = -1;
    long preferredReplicaUntilMs;

    /** Where the next fetch begins: after everything that is buffered. */
    long fetchOffset = UNKNOWN;

    int bufferedFetches;
    boolean fetching;

    PartitionState(TopicPartition partition) {
        this.partition = partition;
    }

    /** Goes to an offset. With an epoch, the log is asked first whether it still has what the offset meant. */
    void seek(long offset, int epoch, boolean validate) {
        move(validate && epoch >= 0 ? Phase.AWAIT_VALIDATION : Phase.FETCHING);
        position = offset;
        positionEpoch = epoch;
        fetchOffset = offset;
    }

    /** Has the position looked up. */
    void requestReset(OffsetReset policy) {
        move(Phase.AWAIT_RESET);
        reset = policy;
    }

    void requestValidation() {
        move(Phase.AWAIT_VALIDATION);
        fetchOffset = position;
    }

    void validated() {
        phase = Phase.FETCHING;
        asking = false;
    }

    private void move(Phase to) {
        version++;
        phase = to;
        reset = null;
        asking = false;
        retryAtMs = Long.MIN_VALUE;
        preferredReplica = -1;
        bufferedFetches = 0;
        fetching = false;
    }

    /** Reads on. */
    void advanceTo(long offset, int epoch) {
        position = offset;
        if (epoch >= 0) positionEpoch = epoch;
    }

    boolean hasPosition() {
        return phase == Phase.FETCHING;
    }

    boolean isFetchable() {
        return phase == Phase.FETCHING && !paused && !revoking;
    }

    OffsetAndMetadata committable() {
        return new OffsetAndMetadata(position, positionEpoch < 0 ? Optional.empty() : Optional.of(positionEpoch), "");
    }
}
