package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.CoordinatorRecord;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the coordinator made of one event: records to append and, depending on whether that succeeds, effects.
 *
 * <p>Must be {@linkplain #run run} at once and exactly once, before the coordinator sees the next event.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
public final class Decision {

    private final Turn turn;
    private final Consumer<CoordinatorRecord> replay;
    private boolean done;

    Decision(Turn turn, Consumer<CoordinatorRecord> replay) {
        this.turn = turn;
        this.replay = replay;
    }

    /** The records this decision appends; may be empty. */
    public List<CoordinatorRecord> records() {
        return List.copyOf(turn.records());
    }

    /**
     * Appends the records, if any, as one batch and replays them. If the log refuses them, undoes what the decision
     * rested on.
     *
     * @return the effects, in order
     */
    public List<Effect> run(CoordinatorLog log) {
        if (done) {
            throw new IllegalStateException("a decision runs once");
        }
        done = true;
        if (turn.hasRecords()) {
            try {
                log.append(records());
            } catch (AppendFailedException e) {
                return turn.failed(AppendErrors.forClients(e.error()));
            }
            turn.records().forEach(replay);
        }
        return turn.appended();
    }
}
