package io.tailrace.connect.task;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.connect.error.DeadLetters;
import io.tailrace.connect.error.ErrorPolicy;
import io.tailrace.connect.error.RecordFailure;
import io.tailrace.connect.error.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a sink's records that fail: by the policy the task ends, or the record goes to the dead-letter topic or
 * is dropped. Offsets are not committed before the letters written so far are acknowledged ({@link #await}).
 *
 * <p><b>Threads:</b> the task's own; {@link #report} as often as the plugin likes, from its threads.
 */
final class SinkErrors implements ErrantRecordReporter {

    private static final Logger LOG = LoggerFactory.getLogger(SinkErrors.class);

    private final String connector;
    private final ErrorPolicy policy;
    private final @Nullable DeadLetters deadLetters;
    private final OriginalRecords originals;
    private final List<Future<Void>> pending = new ArrayList<>();

    SinkErrors(String connector, ErrorPolicy policy, @Nullable DeadLetters deadLetters, OriginalRecords originals) {
        this.connector = connector;
        this.policy = policy;
        this.deadLetters = deadLetters;
        this.originals = originals;
    }

    void handle(ConsumerRecord<byte[], byte[]> record, RecordFailure failure) {
        var unused = dispose(record, failure.stage(), failure.executingClass(), failure.attempts(), failure.failure());
    }

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
        ConsumerRecord<byte[], byte[]> original = originals.of(record);
        return dispose(original, Stage.TASK_PUT, connector, 1, error);
    }

    private synchronized Future<Void> dispose(
            ConsumerRecord<byte[], byte[]> record, Stage stage, String executing, int attempts, Throwable cause) {
        String where = "topic " + record.topic() + ", partition " + record.partition() + ", offset " + record.offset()
                + ", connector " + connector;
        if (!policy.tolerateAll()) {
            throw new ConnectException(
                    stage + " failed in " + executing + " after " + attempts + " attempt(s): " + cause + ", " + where
                            + "; errors.tolerance=none stops the task here",
                    cause);
        }
        if (policy.log()) {
            LOG.error("Skipped a record: {} failed in {}, {}", stage, executing, where, cause);
        }
        if (deadLetters == null) {
            return CompletableFuture.completedFuture(null);
        }
        Future<Void> sent = deadLetters.report(record, stage, executing, attempts, cause);
        pending.add(sent);
        return sent;
    }

    /** Waits until every letter written so far is acknowledged; fails if one was not. */
    void await() throws InterruptedException {
        List<Future<Void>> waiting;
        synchronized (this) {
            waiting = List.copyOf(pending);
            pending.clear();
        }
        for (Future<Void> letter : waiting) {
            try {
                letter.get();
            } catch (ExecutionException e) {
                throw new ConnectException(
                        "connector " + connector + " could not write to its dead-letter topic", e.getCause());
            }
        }
    }
}
