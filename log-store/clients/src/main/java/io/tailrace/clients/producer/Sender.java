package io.tailrace.clients.producer;

import io.netty.buffer.ByteBufAllocator;
import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.ExponentialBackoff;
import io.tailrace.clients.core.PartitionView;
import io.tailrace.clients.producer.ProducerBatch.Sequence;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.time.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches that are due to the leaders of their partitions, and decides what their outcome means: done, once more
 * after a while, split, or failed.
 *
 * <p>A batch is due when it is full, has waited for {@code linger.ms}, or somebody waits: for memory, a flush, the end. A
 * request takes at most one batch of a partition; partitions take turns. The order of a partition is kept: repeated
 * batches go first and alone, and with idempotence the broker refuses what comes out of order.
 *
 * <p><b>Threads:</b> the client's thread, except {@link #wake}.
 */
final class Sender {

    private final ProducerSettings settings;
    private final BrokerClient client;
    private final Scheduler scheduler;
    private final Accumulator accumulator;
    private final BufferMemory memory;
    private final ByteBufAllocator allocator;
    private final ProducerIds ids;
    private final ProduceRequests requests;
    private final BatchCompletion completion;
    private final ProducerCounters counters;
    private final ExponentialBackoff backoff;

    private final AtomicBoolean woken = new AtomicBoolean();
    private final Set<PartitionQueue> active = new LinkedHashSet<>();
    private final Map<Integer, Integer> requestsByNode = new HashMap<>();
    private Scheduler.@Nullable Task timer;
    private volatile boolean hurry;
    private boolean aborted;

    Sender(
            ProducerSettings settings,
            BrokerClient client,
            Accumulator accumulator,
            BufferMemory memory,
            ByteBufAllocator allocator,
            BatchCompletion completion,
            ProducerCounters counters) {
        this.settings = settings;
        this.client = client;
        this.scheduler = client.scheduler();
        this.accumulator = accumulator;
        this.memory = memory;
        this.allocator = allocator;
        this.completion = completion;
        this.counters = counters;
        this.ids = new ProducerIds(client, this::wake);
        this.requests = new ProduceRequests(settings, client);
        this.backoff = client.retryBackoff();
    }

    /** Runs the sender soon. Any thread. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            scheduler.execute(this::run);
        }
    }

    /** Sends batches without waiting for {@code linger.ms}, until told otherwise. Any thread. */
    void setHurry(boolean inHurry) {
        hurry = inHurry;
        if (inHurry) {
            wake();
        }
    }

    private void run() {
        woken.set(false);
        completion.enter();
        PartitionQueue news = accumulator.nextSignalled();
        while (news != null) {
            active.add(news);
            news = accumulator.nextSignalled();
        }
        if (aborted) {
            return;
        }
        long nowMs = scheduler.clock().monotonicMs();
        RuntimeException noId = ids.failure();
        if (noId != null) {
            failAll(noId);
            return;
        }
        expire(nowMs);
        send(nowMs);
        setTimer(nowMs);
    }

    // Sending.

    private void send(long nowMs) {
        ClusterSnapshot cluster = client.metadata().snapshot();
        Map<Integer, List<PartitionQueue>> due = new LinkedHashMap<>();
        boolean leaderUnknown = false;
        boolean mustHurry = hurry || memory.isExhausted();
        for (PartitionQueue queue : List.copyOf(active)) {
            renumber(queue);
            if (!isDue(queue, nowMs, mustHurry)) {
                continue;
            }
            PartitionView view = cluster.partition(queue.partition());
            if (view == null || !view.hasLeader() || cluster.node(view.leaderId()) == null) {
                leaderUnknown = true;
            } else if (client.available(view.leaderId())) {
                due.computeIfAbsent(view.leaderId(), id -> new ArrayList<>()).add(queue);
            }
        }
        if (leaderUnknown) {
            client.metadata().requestUpdate();
        }
        due.forEach((node, queues) -> sendTo(node, queues, cluster, nowMs, mustHurry));
    }

    private void renumber(PartitionQueue queue) {
        PartitionSequence sequence = queue.sequence();
        boolean wasBroken = sequence.isBroken();
        List<ProducerBatch> renumbered =
                sequence.startOverIfSafe(queue.inFlight().size());
        if (wasBroken && !sequence.isBroken()) {
            counters.epochBumps.increment();
            for (ProducerBatch batch : renumbered) {
                batch.forgetSequence();
            }
        }
    }

    private boolean isDue(PartitionQueue queue, long nowMs, boolean mustHurry) {
        synchronized (queue) {
            if (queue.first() == null
                    && queue.inFlight().isEmpty()
                    && !queue.sequence().isBroken()) {
                active.remove(queue);
            }
            ProducerBatch first = queue.next();
            if (first == null) {
                return false;
            }
            return mayGo(queue, first, nowMs)
                    && (first.isFull()
                            || queue.size() > 1
                            || mustHurry
                            || nowMs - first.createdMs() >= settings.lingerMs());
        }
    }

    private boolean mayGo(PartitionQueue queue, ProducerBatch first, long nowMs) {
        int inFlight = queue.inFlight().size();
        if (first.notBeforeMs() > nowMs) {
            return false;
        }
        if (!settings.idempotent()) {
            return settings.maxInFlight() > 1 || inFlight == 0;
        }
        if (!first.sequence().isNone()) {
            return inFlight == 0;
        }
        if (queue.sequence().isBroken() || !hasId(queue)) {
            return false;
        }
        boolean alone = first.attempts() > 0 || !queue.sequence().isKnown(ids.current());
        return inFlight < (alone ? 1 : settings.maxInFlight());
    }

    private boolean hasId(PartitionQueue queue) {
        long id = ids.current();
        if (id != ProducerIds.NONE && queue.sequence().isEpochExhausted(id)) {
            ids.discard();
            id = ids.current();
        }
        return id != ProducerIds.NONE;
    }

    private void sendTo(int node, List<PartitionQueue> queues, ClusterSnapshot cluster, long nowMs, boolean mustHurry) {
        List<PartitionQueue> left = queues;
        while (!left.isEmpty() && requestsByNode.getOrDefault(node, 0) < settings.maxInFlight()) {
            Map<PartitionQueue, ProducerBatch> request = take(left);
            if (request.isEmpty()) {
                return;
            }
            requestsByNode.merge(node, 1, Integer::sum);
            counters.requestsSent.increment();
            requests.send(node, request, cluster, results -> answered(node, request, results));
            left = left.stream().filter(queue -> isDue(queue, nowMs, mustHurry)).toList();
        }
    }

    private Map<PartitionQueue, ProducerBatch> take(List<PartitionQueue> queues) {
        Map<PartitionQueue, ProducerBatch> request = new LinkedHashMap<>();
        int bytes = 0;
        for (PartitionQueue queue : queues) {
            ProducerBatch batch;
            synchronized (queue) {
                batch = queue.next();
                if (batch == null || (bytes > 0 && bytes + batch.wireBytes() > settings.maxRequestBytes())) {
                    continue;
                }
                queue.remove(batch);
            }
            Sequence numbers = batch.sequence();
            if (settings.idempotent() && numbers.isNone()) {
                numbers = queue.sequence().take(batch, ids.current());
            }
            build(batch, numbers);
            queue.inFlight().add(batch);
            request.put(queue, batch);
            bytes += batch.wireBytes();
            active.remove(queue); // to the end: partitions take turns
            active.add(queue);
        }
        return request;
    }

    private void build(ProducerBatch batch, Sequence numbers) {
        boolean first = !batch.isBuilt();
        int plainBytes = first ? batch.plainBytes() : 0;
        batch.build(numbers, allocator);
        if (first) {
            accumulator.ratios().observe(batch.partition().topic(), plainBytes, batch.wireBytes());
        }
        if (batch.attempts() == 0) {
            counters.recordsSent.add(batch.recordCount());
        }
        batch.startAttempt();
        counters.batchesSent.increment();
        counters.bytesSent.add(batch.wireBytes());
    }

    // Outcomes.

    private void answered(
            int node, Map<PartitionQueue, ProducerBatch> request, Map<PartitionQueue, ProduceRequests.Result> results) {
        completion.enter();
        requestsByNode.merge(node, -1, Integer::sum);
        request.forEach((queue, batch) -> {
            queue.inFlight().remove(batch);
            ProduceRequests.Result result = results.get(queue);
            if (batch.isDone()) { // expired or aborted meanwhile
                batch.releaseData();
            } else if (result == null) {
                failOrRetry(queue, batch, ProduceRequests.Result.missing());
            } else if (result.isSuccess()) {
                queue.sequence().stored(batch);
                completion.succeed(batch, result.baseOffset(), result.logAppendTimeMs());
            } else {
                failOrRetry(queue, batch, result);
            }
        });
        wake();
    }

    private void failOrRetry(PartitionQueue queue, ProducerBatch batch, ProduceRequests.Result result) {
        ErrorCode error = result.error();
        if (result.leavesOpen()) {
            batch.setMaybeAppended(true);
        } else if (ProduceOutcome.provesAbsence(error)) {
            batch.setMaybeAppended(false);
        }
        if (error == ErrorCode.MESSAGE_TOO_LARGE && batch.recordCount() > 1) {
            split(queue, batch);
            return;
        }
        if (settings.idempotent()
                && ProduceOutcome.provesAbsence(error)
                && queue.sequence().isFirst(batch)) {
            queue.sequence().markBroken();
        }
        long nowMs = scheduler.clock().monotonicMs();
        boolean inTime = nowMs - batch.createdMs() < settings.deliveryTimeoutMs();
        boolean worthIt = result.isRetriable() || (settings.idempotent() && ProduceOutcome.provesAbsence(error));
        if (worthIt && inTime && batch.attempts() <= settings.retries() && !aborted) {
            batch.retryAt(nowMs + backoff.delayMs(batch.attempts() - 1), result.failure());
            counters.recordsRetried.add(batch.recordCount());
            synchronized (queue) {
                queue.putBack(List.of(batch));
            }
            active.add(queue);
        } else {
            fail(queue, batch, result.failure(), result);
        }
    }

    private void split(PartitionQueue queue, ProducerBatch batch) {
        counters.batchesSplit.increment();
        int target = Math.min(settings.batchBytes(), Math.max(batch.plainBytesBeforeBuild() / 2, 1));
        List<ProducerBatch> parts = batch.split(target, accumulator::newBuilder, allocator);
        completion.replaced(batch, parts);
        if (!batch.sequence().isNone()) {
            queue.sequence().replace(batch, parts);
        }
        synchronized (queue) {
            queue.putBack(parts);
        }
        active.add(queue);
    }

    private void fail(
            PartitionQueue queue,
            ProducerBatch batch,
            RuntimeException failure,
            ProduceRequests.@Nullable Result result) {
        RuntimeException shown = failure;
        if (batch.maybeAppended() && result != null && !result.leavesOpen()) {
            shown = new TimeoutException(
                    "an earlier send of the batch may have been stored, and the last one failed: "
                            + failure.getMessage() + ", partition=" + batch.partition(),
                    failure);
        }
        if (!batch.sequence().isNone()) {
            queue.sequence().resolve(batch);
            queue.sequence().markBroken();
        }
        boolean inFlight = queue.inFlight().contains(batch);
        completion.fail(batch, shown, result == null ? Map.of() : result.recordErrors(), inFlight);
    }

    // Time.

    private void expire(long nowMs) {
        for (PartitionQueue queue : active) {
            List<ProducerBatch> expired = new ArrayList<>();
            synchronized (queue) {
                ProducerBatch first = queue.first();
                while (first != null && nowMs - first.createdMs() >= settings.deliveryTimeoutMs()) {
                    queue.remove(first);
                    expired.add(first);
                    first = queue.first();
                }
            }
            for (ProducerBatch batch : queue.inFlight()) {
                if (!batch.isDone() && nowMs - batch.createdMs() >= settings.deliveryTimeoutMs()) {
                    expired.add(batch);
                }
            }
            expired.forEach(batch -> fail(queue, batch, expiry(batch), null));
        }
    }

    private TimeoutException expiry(ProducerBatch batch) {
        RuntimeException last = batch.lastFailure();
        return new TimeoutException(
                batch.recordCount() + " record(s) for " + batch.partition() + " were not acknowledged within "
                        + "delivery.timeout.ms=" + settings.deliveryTimeoutMs() + " after " + batch.attempts()
                        + " send(s)" + (last == null ? "" : ": " + last.getMessage()),
                last);
    }

    private void setTimer(long nowMs) {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        long nextMs = Long.MAX_VALUE;
        for (PartitionQueue queue : active) {
            nextMs = Math.min(nextMs, nextEventMs(queue, nowMs));
        }
        if (nextMs != Long.MAX_VALUE) {
            timer = scheduler.schedule(Math.max(1, nextMs - nowMs), this::wake);
        }
    }

    private long nextEventMs(PartitionQueue queue, long nowMs) {
        long nextMs = Long.MAX_VALUE;
        for (ProducerBatch batch : queue.inFlight()) {
            if (!batch.isDone()) {
                nextMs = Math.min(nextMs, batch.createdMs() + settings.deliveryTimeoutMs());
            }
        }
        synchronized (queue) {
            ProducerBatch first = queue.first();
            if (first != null) {
                long lingerMs = first.attempts() > 0 || first.isFull() ? 0 : settings.lingerMs();
                long dueMs = Math.max(first.createdMs() + lingerMs, first.notBeforeMs());
                // What is due and did not go waits for an answer, an id, a leader or a connection: look again then.
                long againMs = dueMs > nowMs ? dueMs : nowMs + client.settings().retryBackoffMs();
                nextMs = Math.min(nextMs, Math.min(againMs, first.createdMs() + settings.deliveryTimeoutMs()));
            }
        }
        return nextMs;
    }

    /** Fails everything that is not acknowledged and sends nothing more. */
    void abort(RuntimeException reason) {
        completion.enter();
        aborted = true;
        if (timer != null) {
            timer.cancel();
        }
        failAll(reason);
    }

    private void failAll(RuntimeException reason) {
        for (PartitionQueue queue : accumulator.queues()) {
            List<ProducerBatch> all = new ArrayList<>();
            for (ProducerBatch batch : queue.inFlight()) {
                if (!batch.isDone()) {
                    all.add(batch);
                }
            }
            synchronized (queue) {
                all.addAll(queue.removeAll());
            }
            all.forEach(batch -> fail(queue, batch, reason, null));
        }
    }
}
