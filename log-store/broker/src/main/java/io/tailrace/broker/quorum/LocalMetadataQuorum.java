package io.tailrace.broker.quorum;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tailrace.broker.delayed.Completions;
import io.tailrace.metadata.MetadataCommand;
import io.tailrace.metadata.MetadataDecision;
import io.tailrace.metadata.MetadataImage;
import io.tailrace.metadata.MetadataListener;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.MetadataRecord;
import io.tailrace.metadata.MetadataRecordCodec;
import io.tailrace.metadata.MetadataStateMachine;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.log.AppendOrigin;
import io.tailrace.storage.log.PartitionLog;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The quorum of one: a command is decided against the image, its records are appended to the metadata log, and when they
 * are on disk the image changes, listeners hear of it, and the command completes. One command at a time, so each is
 * decided against the outcome of the one before.
 *
 * <p>The applier runs before {@link #image()} shows a change, so that whoever sees a topic in the image finds its
 * partitions in the broker; listeners run after it.
 *
 * <p><b>Threads:</b> {@link #submit} from any thread. Decisions, listeners and completions run on the scheduler, one after another.
 */
public final class LocalMetadataQuorum implements MetadataQuorum {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMetadataQuorum.class);
    private static final int MAX_WAITING = 10_000;

    private final MetadataStateMachine machine;
    private final PartitionLog log;
    private final Scheduler scheduler;
    private final MetadataListener applier;
    private final List<MetadataListener> listeners = new CopyOnWriteArrayList<>();
    private final ArrayDeque<Pending<?>> waiting = new ArrayDeque<>();
    private boolean busy;
    private volatile MetadataImage image;

    /**
     * @param image what the records of {@code log} add up to
     * @param applier makes the broker follow the metadata
     * @param scheduler where commands are carried out
     */
    public LocalMetadataQuorum(
            MetadataStateMachine machine,
            PartitionLog log,
            MetadataImage image,
            MetadataListener applier,
            Scheduler scheduler) {
        this.machine = machine;
        this.log = log;
        this.image = image;
        this.applier = applier;
        this.scheduler = scheduler;
    }

    private record Pending<R>(MetadataCommand<R> command, CompletableFuture<R> result) {}

    @Override
    public MetadataImage image() {
        return image;
    }

    @Override
    public void subscribe(MetadataListener listener) {
        listeners.add(listener);
    }

    /** Carries out a command; fails if {@value #MAX_WAITING} others wait, or if the metadata log cannot be written. */
    @Override
    public <R> CompletableFuture<R> submit(MetadataCommand<R> command) {
        Pending<R> pending = new Pending<>(command, new CompletableFuture<>());
        synchronized (waiting) {
            if (waiting.size() >= MAX_WAITING) {
                return CompletableFuture.failedFuture(new IllegalStateException(
                        "expected at most " + MAX_WAITING + " metadata commands waiting; this one is refused"));
            }
            waiting.add(pending);
            if (busy) {
                return pending.result;
            }
            busy = true;
        }
        scheduler.execute(this::next);
        return pending.result;
    }

    private void next() {
        Pending<?> pending;
        synchronized (waiting) {
            pending = waiting.poll();
            if (pending == null) {
                busy = false;
                return;
            }
        }
        carryOut(pending);
    }

    private <R> void carryOut(Pending<R> pending) {
        try {
            MetadataDecision<R> decision = machine.decide(image, pending.command);
            if (decision.records().isEmpty()) {
                pending.result.complete(decision.result());
                scheduler.execute(this::next);
                return;
            }
            long nextOffset = append(decision.records());
            Completions.whenDone(
                    log.whenDurable(nextOffset),
                    (done, failure) -> scheduler.execute(() -> finish(pending, decision, failure)));
        } catch (RuntimeException e) {
            LOG.error("Metadata command {} failed", pending.command.getClass().getSimpleName(), e);
            pending.result.completeExceptionally(e);
            scheduler.execute(this::next);
        }
    }

    private <R> void finish(Pending<R> pending, MetadataDecision<R> decision, @Nullable Throwable failure) {
        if (failure == null) {
            MetadataImage before = image;
            MetadataImage after = before.applyAll(decision.records());
            inform(applier, before, after);
            image = after;
            for (MetadataListener listener : listeners) {
                inform(listener, before, after);
            }
            pending.result.complete(decision.result());
        } else {
            pending.result.completeExceptionally(failure);
        }
        next();
    }

    private static void inform(MetadataListener listener, MetadataImage before, MetadataImage after) {
        try {
            listener.onImage(before, after);
        } catch (RuntimeException e) {
            LOG.error("Metadata listener failed at version {}", after.version(), e);
        }
    }

    private long append(List<MetadataRecord> records) {
        RecordBatchBuilder batch = new RecordBatchBuilder(
                ByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE), 256 * records.size());
        try {
            long now = scheduler.clock().wallMs();
            for (MetadataRecord record : records) {
                batch.append(now, (byte[]) null, MetadataRecordCodec.encode(record), RecordHeader.NONE);
            }
            ByteBuf encoded = batch.build();
            try {
                return log.append(encoded, 0, AppendOrigin.COORDINATOR).nextOffset();
            } finally {
                encoded.release();
            }
        } finally {
            batch.close();
        }
    }
}
