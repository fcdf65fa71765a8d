package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.dispatch.Dispatcher;
import io.tailrace.clients.consumer.dispatch.Mailbox;
import io.tailrace.clients.consumer.dispatch.Waiting;
import io.tailrace.clients.core.BrokerClient;
import io.tailrace.common.errors.InterruptException;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.common.errors.WakeupException;
import io.tailrace.protocol.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a consumer and the loop that keeps them going. Whatever the application calls, the owner's thread runs
 * the events that came in, lets each part do its next step, and waits for the next event, until the wanted thing is
 * there or the time is up.
 *
 * <p><b>Threads:</b> the owner of the consumer; {@link #wakeUp} from any thread.
 */
final class ConsumerCore {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerCore.class);

    final ConsumerSettings settings;
    final BrokerClient client;
    final Clock clock;
    final Dispatcher dispatcher;
    final SubscriptionState subscriptions = new SubscriptionState();
    final TopicTracking topics;
    final Positions positions;
    final Fetcher fetcher;
    final @Nullable GroupCoordination group;
    final ConsumerInterceptors<?, ?> interceptors;
    private final Mailbox mailbox = new Mailbox();
    private final Waiting waiting;
    private final AtomicBoolean woken = new AtomicBoolean();

    ConsumerCore(
            ConsumerSettings settings,
            BrokerClient client,
            List<ConsumerPartitionAssignor> assignors,
            ConsumerInterceptors<?, ?> interceptors,
            Waiting waiting) {
        this.settings = settings;
        this.client = client;
        this.clock = client.clock();
        this.interceptors = interceptors;
        this.waiting = waiting;
        this.dispatcher = new Dispatcher(client, mailbox);
        this.topics = new TopicTracking(dispatcher, subscriptions, settings);
        this.positions = new Positions(dispatcher, subscriptions, settings);
        this.fetcher = new Fetcher(dispatcher, subscriptions, settings);
        this.group = settings.group() == null
                ? null
                : new GroupCoordination(dispatcher, mailbox, subscriptions, settings, assignors);
    }

    /** @throws io.tailrace.common.errors.InvalidGroupIdException without {@code group.id} */
    GroupCoordination group() {
        if (group == null) throw GroupCoordination.noGroup();
        return group;
    }

    long now() {
        return clock.monotonicMs();
    }

    /** The time at which a wait of that length ends, without overflow. */
    long deadline(long timeoutMs) {
        long now = now();
        return timeoutMs > Long.MAX_VALUE - now - 1 ? Long.MAX_VALUE : now + Math.max(0, timeoutMs);
    }

    // ---- one round

    /** What poll does before it looks at records: events, topics, group, commits, positions. */
    void service() {
        runEvents();
        long now = now();
        topics.step(now);
        if (group != null) group.poll(now, topics.isReady());
        runCommitCallbacks();
        positions.step(now);
    }

    void runEvents() {
        mailbox.runAll();
    }

    /** When there is something to do again even if no event comes. */
    long nextServiceMs() {
        long next = Math.min(topics.nextStepMs(), positions.nextStepMs());
        next = Math.min(next, fetcher.nextSendMs(now()));
        return group == null ? next : Math.min(next, group.nextStepMs());
    }

    /** Runs the callbacks of commits that ended, in the order of the commits. */
    void runCommitCallbacks() {
        if (group == null) return;
        for (OffsetCommit commit = group.commits().pollEnded();
                commit != null;
                commit = group.commits().pollEnded()) {
            RuntimeException failure = commit.failure();
            if (failure == null) interceptors.onCommit(commit.offsets);
            if (commit.callback != null) {
                commit.callback.onComplete(commit.offsets, forCallback(failure));
            } else if (failure != null) {
                LOG.debug("Commit of {} failed", commit.offsets, failure);
            }
        }
    }

    private static @Nullable Exception forCallback(@Nullable RuntimeException failure) {
        return failure instanceof RetriableException ? new RetriableCommitFailedException(failure) : failure;
    }

    // ---- waiting

    /**
     * Runs {@code step} and waits, in turns, until {@code done}.
     *
     * @param nextStepMs when the step has something to do without an event
     * @return false if the time was up first
     * @throws WakeupException if woken
     */
    boolean drive(BooleanSupplier done, Runnable step, LongSupplier nextStepMs, long deadlineMs) {
        while (true) {
            throwIfWoken();
            runEvents();
            step.run();
            if (done.getAsBoolean()) return true;
            if (!await(deadlineMs, nextStepMs.getAsLong())) return done.getAsBoolean();
        }
    }

    /** As {@link #drive}, for the end of a consumer's life: nothing can wake it. */
    void drain(BooleanSupplier done, long deadlineMs) {
        while (true) {
            runEvents();
            if (done.getAsBoolean()) return;
            long left = deadlineMs - now();
            if (left <= 0 || Thread.currentThread().isInterrupted()) return;
            if (!waiting.await(mailbox, TimeUnit.MILLISECONDS.toNanos(left))) return;
        }
    }

    /**
     * Waits for an event.
     *
     * @return false if the deadline has passed, or if there is no waiting here
     */
    boolean await(long deadlineMs, long nextStepMs) {
        long now = now();
        if (now >= deadlineMs) return false;
        long untilMs = Math.min(deadlineMs, Math.max(nextStepMs, now + 1));
        boolean waited = waiting.await(mailbox, TimeUnit.MILLISECONDS.toNanos(Math.min(untilMs - now, 86_400_000L)));
        if (Thread.interrupted()) throw new InterruptException(new InterruptedException("interrupted while waiting"));
        return waited;
    }

    void wakeUp() {
        woken.set(true);
        mailbox.wakeUp();
    }

    void throwIfWoken() {
        if (woken.get() && woken.compareAndSet(true, false)) throw new WakeupException();
    }

    void close() {
        mailbox.close();
        fetcher.buffer().clear();
        client.close();
    }
}
