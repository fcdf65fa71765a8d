package io.tailrace.simulator.world;

import io.tailrace.broker.Broker;
import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.metadata.MetadataCommand.CreateTopics;
import io.tailrace.metadata.NewTopic;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.simulator.PlantedBug;
import io.tailrace.simulator.SimulationResult;
import io.tailrace.simulator.check.HistoryChecker;
import io.tailrace.simulator.check.Violation;
import io.tailrace.simulator.disk.UnsyncedDisk;
import io.tailrace.simulator.history.History;
import io.tailrace.simulator.network.SimNetwork;
import io.tailrace.simulator.time.EventLoop;
import io.tailrace.simulator.time.Trace;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.memory.MemoryDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one simulation: a server on a disk, clients, a network between them, and chaos.
 *
 * <pre>
 *   start ─► create topic ─► applications and chaos ─► chaos stops ─► all sends have an outcome ─► read all ─► check
 * </pre>
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
public final class World {

    private static final Path DIRECTORY = Path.of("/data");
    private static final long START_LIMIT_MS = 60_000;
    private static final long SETTLE_LIMIT_MS = 300_000;
    private static final long QUIET_MS = 3_000;

    private final long seed;
    private final Random seeds;
    private final Trace trace;
    private final EventLoop loop;
    private final MemoryDisk disk;
    private final SimServer server;
    private final SimNetwork network;
    private final Chaos chaos;
    private final Workload workload;
    private final Applications applications;
    private final History history = new History();
    private final List<Violation> violations = new ArrayList<>();

    /**
     * @param lines gets each line of the trace as it comes; null for none
     */
    public World(long seed, PlantedBug bug, @Nullable Consumer<String> lines) {
        this.seed = seed;
        this.seeds = new Random(seed);
        this.trace = new Trace(lines);
        this.loop = new EventLoop(source(), trace);
        this.disk = new MemoryDisk(source(), loop.clock());
        this.workload = Workload.random(source());
        Disk seen = bug == PlantedBug.ACKNOWLEDGE_BEFORE_SYNC ? new UnsyncedDisk(disk) : disk;
        Random settings = source();
        BrokerConfig config = new BrokerConfig(ServerSettings.random(settings, DIRECTORY));
        this.server = new SimServer(loop, source(), config, seen, ServerSettings.maxSyncMs(settings));
        this.network = new SimNetwork(loop, source(), server);
        this.chaos = new Chaos(loop, source(), server, network, disk, DIRECTORY, bug);
        this.applications = new Applications(loop, network, workload, history, source());
    }

    private Random source() {
        return new Random(seeds.nextLong());
    }

    /** Runs it all and checks the history. */
    public SimulationResult run() {
        server.start();
        createTopic();
        applications.start();
        chaos.start();
        require(
                loop.runUntil(applications::haveSentAll, SETTLE_LIMIT_MS),
                "the producers do not get to the end of their work");
        chaos.stop();
        require(
                loop.runUntil(applications::areDone, SETTLE_LIMIT_MS),
                "sends have no outcome when the faults are over");
        ConsumerApp reader = applications.finalReader();
        loop.runUntil(() -> reader.quietMs() > QUIET_MS && applications.haveReadAll(), SETTLE_LIMIT_MS);
        violations.addAll(HistoryChecker.check(history));
        chaos.problems().forEach(problem -> violations.add(new Violation(0, problem)));
        loop.uncaught().forEach(failure -> violations.add(new Violation(0, "uncaught: " + failure)));
        return new SimulationResult(
                seed,
                trace.hash(),
                trace.events(),
                loop.nowMs(),
                chaos.crashes(),
                history.sends().size(),
                history.acknowledged(),
                history.polls().stream().mapToLong(p -> p.records().size()).sum(),
                violations,
                trace.lastLines());
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(new Violation(30, otherwise));
        }
    }

    private void createTopic() {
        Broker broker = server.broker();
        if (broker == null) {
            throw new IllegalStateException("expected a running server");
        }
        CompletableFuture<ErrorCode> created = broker.ready()
                .thenCompose(ready -> broker.metadata()
                        .submit(new CreateTopics(
                                List.of(new NewTopic(
                                        workload.topic(),
                                        workload.partitions(),
                                        (short) 1,
                                        Map.of(),
                                        Map.of(
                                                "durability",
                                                "fsync",
                                                "max.message.bytes",
                                                Integer.toString(workload.maxRecordBytes())))),
                                false)))
                .thenApply(results -> results.get(0).error());
        if (!loop.runUntil(created::isDone, START_LIMIT_MS) || created.join() != ErrorCode.NONE) {
            throw new IllegalStateException("expected the topic to be created, actual=" + created);
        }
    }
}
