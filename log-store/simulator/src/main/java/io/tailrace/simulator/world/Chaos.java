package io.tailrace.simulator.world;

import io.tailrace.simulator.PlantedBug;
import io.tailrace.simulator.disk.ChecksumForger;
import io.tailrace.simulator.network.NetworkFaults;
import io.tailrace.simulator.network.SimNetwork;
import io.tailrace.simulator.time.EventLoop;
import io.tailrace.simulator.time.ProcessScheduler;
import io.tailrace.storage.disk.memory.DiskFault;
import io.tailrace.storage.disk.memory.MemoryDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes things go wrong until it is told to stop: the server is killed, loses power between two operations or in the
 * midst of a write, or cannot sync; the network is now better, now worse.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
final class Chaos {

    private static final int MAX_DOWN_MS = 700;

    private final EventLoop loop;
    private final ProcessScheduler clock;
    private final Random random;
    private final SimServer server;
    private final SimNetwork network;
    private final MemoryDisk disk;
    private final Path directory;
    private final PlantedBug bug;
    private final List<String> problems = new ArrayList<>();
    private boolean active = true;
    private int crashes;
    private int crashesLeft;

    Chaos(
            EventLoop loop,
            Random random,
            SimServer server,
            SimNetwork network,
            MemoryDisk disk,
            Path directory,
            PlantedBug bug) {
        this.loop = loop;
        this.clock = loop.scheduler("chaos");
        this.random = random;
        this.server = server;
        this.network = network;
        this.disk = disk;
        this.directory = directory;
        this.bug = bug;
        this.crashesLeft = random.nextInt(10);
    }

    void start() {
        changeWeather();
        planCrash();
        clock.schedule(1, this::watch);
    }

    /** No more faults; what is broken is repaired. */
    void stop() {
        active = false;
        network.faults(NetworkFaults.NONE);
        disk.fault(DiskFault.NONE);
        crash(true);
    }

    int crashes() {
        return crashes;
    }

    /** What must not happen whatever the faults: a server that cannot start. */
    List<String> problems() {
        return problems;
    }

    private void changeWeather() {
        if (active) {
            network.faults(random.nextInt(4) == 0 ? NetworkFaults.NONE : NetworkFaults.random(random));
            clock.schedule(500 + random.nextInt(3_000), this::changeWeather);
        }
    }

    private void planCrash() {
        if (active && crashesLeft > 0) {
            crashesLeft--;
            clock.schedule(50 + random.nextInt(1_500), this::strike);
        }
    }

    private void strike() {
        if (!active || !server.isUp()) {
            planCrash();
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> crash(false);
            case 1 -> crash(true);
            case 2 -> disk.powerOffAfter(random.nextInt(30));
            default -> failSyncs();
        }
    }

    /** Every sync fails once, then they succeed as if nothing had happened. The server must not believe that. */
    private void failSyncs() {
        loop.trace().note("syncs fail");
        disk.fault((operation, path) -> {
            if (operation == DiskFault.Operation.FORCE && path.toString().endsWith(".log")) {
                disk.fault(DiskFault.NONE);
                throw new IOException("input/output error");
            }
        });
        clock.schedule(100 + random.nextInt(1_000), () -> {
            if (active) {
                crash(true);
            }
        });
    }

    /** Notices that the power has gone off in the midst of an operation. */
    private void watch() {
        if (active) {
            if (disk.isOff()) {
                crash(true);
            }
            clock.schedule(1, this::watch);
        }
    }

    private void crash(boolean power) {
        if (!server.isUp()) {
            return;
        }
        crashes++;
        loop.trace().note(power ? "power fails" : "the server is killed");
        disk.fault(DiskFault.NONE);
        if (power) {
            disk.losePower();
        } else {
            disk.kill();
        }
        network.serverDied();
        server.die();
        if (power && bug == PlantedBug.SKIP_CHECKSUM_AT_RECOVERY) {
            forgeChecksums();
        }
        clock.schedule(active ? random.nextInt(MAX_DOWN_MS) : 0, this::restart);
    }

    private void forgeChecksums() {
        try {
            loop.trace().note("forged " + ChecksumForger.forge(disk, directory));
        } catch (IOException e) {
            throw new IllegalStateException("the disk has no fault now", e);
        }
    }

    private void restart() {
        try {
            server.start();
            planCrash();
        } catch (RuntimeException e) {
            loop.trace().note("the server does not start: " + e);
            problems.add("the server does not start: " + e);
        }
    }
}
