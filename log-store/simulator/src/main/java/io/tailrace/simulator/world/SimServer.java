package io.tailrace.simulator.world;

import io.tailrace.broker.Broker;
import io.tailrace.broker.BrokerPorts;
import io.tailrace.broker.cluster.AdvertisedEndpoints;
import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestDispatcher;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.simulator.network.ServerPort;
import io.tailrace.simulator.time.EventLoop;
import io.tailrace.simulator.time.ProcessScheduler;
import io.tailrace.simulator.time.SlowScheduler;
import io.tailrace.storage.disk.Disk;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The machine of the broker: a real {@link Broker} in a process that can be killed and started again on the same disk.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
public final class SimServer implements ServerPort {

    private final EventLoop loop;
    private final Random random;
    private final BrokerConfig config;
    private final Disk disk;
    private final int maxSyncMs;
    private int lives;
    private @Nullable Life life;

    /**
     * @param maxSyncMs how long a sync may take
     */
    public SimServer(EventLoop loop, Random random, BrokerConfig config, Disk disk, int maxSyncMs) {
        this.loop = loop;
        this.random = random;
        this.config = config;
        this.disk = disk;
        this.maxSyncMs = maxSyncMs;
    }

    /** A life of the broker, and the threads that it has. */
    private record Life(Broker broker, ProcessScheduler network, List<ProcessScheduler> threads) {}

    /** Starts a process that recovers what is on the disk. */
    public void start() {
        String name = "server" + ++lives;
        ProcessScheduler work = loop.scheduler(name + "/work");
        ProcessScheduler flusher = loop.scheduler(name + "/flusher");
        ProcessScheduler background = loop.scheduler(name + "/background");
        ProcessScheduler network = loop.scheduler(name + "/network");
        loop.trace().note(name + " starts");
        SlowScheduler syncs = new SlowScheduler(flusher, random, maxSyncMs);
        BrokerPorts ports = new BrokerPorts(
                disk,
                work,
                directory -> syncs,
                background,
                index -> background,
                () -> new UUID(random.nextLong(), random.nextLong()));
        Broker broker = Broker.open(config, ports);
        life = new Life(broker, network, List.of(work, flusher, background, network));
    }

    /**
     * Ends the process at once. The disk must have been told before, so that what the process still does on its way out
     * has no effect.
     */
    public void die() {
        Life dying = life;
        if (dying == null) {
            return;
        }
        life = null;
        loop.trace().note("server" + lives + " dies");
        dying.threads().forEach(ProcessScheduler::halt);
        try {
            dying.broker().abandon();
        } catch (RuntimeException e) {
            loop.trace().note("on the way out: " + e.getClass().getSimpleName());
        }
    }

    /** The broker, if it runs. */
    public @Nullable Broker broker() {
        return life == null ? null : life.broker();
    }

    @Override
    public boolean isUp() {
        return life != null;
    }

    @Override
    public Session open(String connectionId, String clientId) {
        Life serving = life;
        if (serving == null) {
            throw new IllegalStateException("expected a running server");
        }
        RequestDispatcher dispatcher = serving.broker().dispatcher();
        RequestContext context = new RequestContext(
                connectionId, clientId, "/127.0.0.1", AdvertisedEndpoints.EMBEDDED.listener(), serving.network());
        return new Session() {
            @Override
            public boolean answers(ApiMessage request) {
                return dispatcher.answers(request);
            }

            @Override
            public CompletableFuture<ApiMessage> serve(ApiMessage request, short version) {
                return dispatcher.dispatch(context, request, version);
            }
        };
    }
}
