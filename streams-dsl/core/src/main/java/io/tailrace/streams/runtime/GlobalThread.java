package io.tailrace.streams.runtime;

import io.tailrace.clients.consumer.CloseOptions;
import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.ConsumerRecords;
import io.tailrace.clients.consumer.InvalidOffsetException;
import io.tailrace.common.errors.WakeupException;
import io.tailrace.state.task.GlobalStores;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.StateRestoreListener;
import io.tailrace.streams.task.GlobalTask;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The global thread: fills the global stores before the application runs, and keeps them up to date with their topics from then on.
 *
 * <pre>
 * start → restoring → running → closed
 *             └── failed: {@link #awaitRestored} throws
 * </pre>
 *
 * <p><b>Threads:</b> itself; {@link #awaitRestored}, {@link #shutdown} and {@link #isRunning} are for any thread.
 */
final class GlobalThread extends Thread {
    private static final Logger LOG = LoggerFactory.getLogger(GlobalThread.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final Supplier<GlobalTask> opener;
    private final io.tailrace.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Settings settings;
    private final StateRestoreListener listener;
    private final Consumer<Throwable> onError;
    private final CountDownLatch restored = new CountDownLatch(1);
    private volatile @Nullable StreamsException startupError;
    private volatile @Nullable GlobalTask task;
    private volatile boolean running;
    private volatile boolean shutdownRequested;

    /** What the thread needs of the configuration. */
    record Settings(long commitIntervalMs, Duration pollTime) {}

    /**
     * @param opener opens the stores, on this thread
     * @param onError is told of the error that ends the thread once it runs
     */
    GlobalThread(
            String name,
            Supplier<GlobalTask> opener,
            io.tailrace.clients.consumer.Consumer<byte[], byte[]> consumer,
            Settings settings,
            StateRestoreListener listener,
            Consumer<Throwable> onError) {
        super(name);
        this.opener = opener;
        this.consumer = consumer;
        this.settings = settings;
        this.listener = listener;
        this.onError = onError;
    }

    /**
     * Waits until the stores are up to date.
     *
     * @throws StreamsException if they could not be brought up to date
     */
    GlobalStores awaitRestored() {
        try {
            restored.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("GlobalStreamThread was interrupted during initialization", e);
        }
        StreamsException error = startupError;
        if (error != null) {
            throw error;
        }
        GlobalTask opened = task;
        if (opened == null || shutdownRequested) {
            throw new IllegalStateException("Initialization for the global stream thread failed");
        }
        return opened.stores();
    }

    boolean isRunning() {
        return running;
    }

    /** Asks the thread to commit, close and end. */
    void shutdown() {
        shutdownRequested = true;
        consumer.wakeup();
    }

    /** Closes what a thread that was never started has open. */
    void closeUnstarted() {
        close();
    }

    @Override
    public void run() {
        try {
            if (restore()) {
                update();
            }
        } finally {
            running = false;
            close();
            restored.countDown();
        }
    }

    private boolean restore() {
        try {
            GlobalTask opened = opener.get();
            task = opened;
            opened.init(System.currentTimeMillis());
            new GlobalRestorer(consumer, opened, listener).run(settings.pollTime(), () -> shutdownRequested);
            running = !shutdownRequested;
            restored.countDown();
            return running;
        } catch (WakeupException e) {
            LOG.debug("{} is closed while it restores", getName());
        } catch (StreamsException e) {
            startupError = e;
        } catch (RuntimeException e) {
            startupError = new StreamsException("Exception caught during initialization of GlobalStreamThread", e);
        }
        return false;
    }

    private void update() {
        GlobalTask updated = task;
        if (updated == null) {
            return;
        }
        try {
            long lastCommitMs = System.currentTimeMillis();
            while (!shutdownRequested) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(settings.pollTime());
                long nowMs = System.currentTimeMillis();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    updated.update(record, nowMs);
                }
                boolean due = nowMs - lastCommitMs >= settings.commitIntervalMs() && updated.commitNeeded();
                if (due || updated.commitUrgent()) {
                    updated.commit();
                    lastCommitMs = nowMs;
                }
            }
        } catch (WakeupException e) {
            LOG.trace("{} woken up", getName());
        } catch (InvalidOffsetException e) {
            onError.accept(new StreamsException(
                    "Updating global state failed. You can restart the application to read the topics anew.", e));
        } catch (Throwable e) {
            LOG.error("{} dies of an error while it keeps the global stores", getName(), e);
            onError.accept(e);
        }
    }

    private void close() {
        GlobalTask opened = task;
        try {
            if (opened != null) {
                commitLast(opened);
                opened.close();
            }
        } catch (RuntimeException e) {
            LOG.warn("{}: the global stores did not close cleanly", getName(), e);
        }
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } catch (RuntimeException e) {
            LOG.warn("{}: the consumer did not close cleanly", getName(), e);
        }
    }

    private void commitLast(GlobalTask opened) {
        try {
            if (startupError == null && opened.commitNeeded()) {
                opened.commit();
            }
        } catch (RuntimeException e) {
            LOG.warn("{}: the last commit failed; its records will be read again", getName(), e);
        }
    }
}
