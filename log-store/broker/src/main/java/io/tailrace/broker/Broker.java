package io.tailrace.broker;

import io.tailrace.broker.cluster.AdvertisedEndpoints;
import io.tailrace.broker.cluster.ProducerIds;
import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.broker.config.TopicConfigs;
import io.tailrace.broker.delayed.Deadlines;
import io.tailrace.broker.fetch.Fetcher;
import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.network.Endpoint;
import io.tailrace.broker.quorum.DirectoryIdentity;
import io.tailrace.broker.quorum.LocalMetadataQuorum;
import io.tailrace.broker.quorum.MetadataLog;
import io.tailrace.broker.request.RequestDispatcher;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.broker.topic.TopicConfigValidator;
import io.tailrace.broker.topic.TopicCreator;
import io.tailrace.metadata.MetadataCommand;
import io.tailrace.metadata.MetadataDefaults;
import io.tailrace.metadata.MetadataImage;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.MetadataStateMachine;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.storage.log.DirectoryStatus;
import io.tailrace.storage.log.LogStore;
import io.tailrace.storage.log.LogStoreConfig;
import io.tailrace.storage.log.PartitionLog;
import io.tailrace.storage.log.StorePorts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker without sockets: everything behind {@link #dispatcher()}. {@link BrokerServer} puts a listener before it, the embedded transport and
 * the simulator call it directly.
 *
 * <p>Life cycle: {@link #open} recovers the data directory and serves at once; {@link #ready} completes when the broker
 * has entered itself in the metadata, before which topics cannot be created. {@link #quiesce} ends all waits,
 * {@link #close} flushes and gives the directory back, {@link #abandon} drops everything as a crash would.
 *
 * <p><b>Threads:</b> life-cycle calls from one thread; the dispatcher from any.
 */
public final class Broker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private final BrokerPorts ports;
    private final LogStore store;
    private final PartitionLog metadataLog;
    private final PartitionTable partitions;
    private final LocalMetadataQuorum quorum;
    private final GroupCoordinators groups;
    private final Fetcher fetcher;
    private final AdvertisedEndpoints endpoints;
    private final RequestDispatcher dispatcher;
    private final AtomicLong brokerEpoch = new AtomicLong(-1);
    private final CompletableFuture<Void> ready;

    private Broker(BrokerConfig config, BrokerPorts ports, LogStore store) {
        this.ports = ports;
        this.store = store;
        Supplier<UUID> uuids = ports.uuids();
        DirectoryIdentity identity = DirectoryIdentity.open(ports.disk(), usable(store), config.nodeId(), uuids);
        TopicConfigs topicConfigs = new TopicConfigs(config);
        partitions = new PartitionTable(config.nodeId(), store, topicConfigs);
        metadataLog = MetadataLog.open(store);
        MetadataImage image = MetadataLog.replay(metadataLog);
        MetadataStateMachine machine = new MetadataStateMachine(
                new MetadataDefaults(config.defaultPartitions(), config.defaultReplicationFactor()),
                new TopicConfigValidator(topicConfigs),
                uuids);
        quorum = new LocalMetadataQuorum(machine, metadataLog, image, partitions, ports.work());
        partitions.start(image);
        TopicCreator creator = new TopicCreator(quorum, config);
        groups = new GroupCoordinators(
                config,
                quorum,
                partitions,
                creator,
                ports.work(),
                () -> uuids.get().toString());
        quorum.subscribe(groups);
        fetcher = new Fetcher(ports.work());
        endpoints = new AdvertisedEndpoints(config.nodeId());
        ApiTableBuilder.Services services = new ApiTableBuilder.Services(
                store,
                fetcher,
                new Deadlines(ports.work()),
                creator,
                new ProducerIds(config.nodeId(), brokerEpoch::get, quorum),
                endpoints);
        dispatcher = new RequestDispatcher(
                new ApiTableBuilder(config, quorum, partitions, topicConfigs, groups, services).build(),
                fetcher::disconnected);
        store.startMaintenance();
        groups.start();
        ready = register(config, identity);
    }

    /**
     * Opens the data directories, creating those that are missing.
     *
     * @throws RuntimeException with a message for the user, if a directory is in use, damaged beyond repair, or another
     *     server's, or if the metadata may lie in one that cannot be opened
     */
    public static Broker open(BrokerConfig config, BrokerPorts ports) {
        LogStoreConfig storeConfig = LogStoreConfig.defaults()
                .withIntervals(
                        config.checkpointIntervalMs(),
                        config.retentionCheckIntervalMs(),
                        config.producerIdExpirationMs())
                .withFlushCheckInterval(config.flushCheckIntervalMs())
                .withRecoveryThreads(config.recoveryThreads())
                .withCompactor(config.compactor());
        List<Scheduler> compactors = IntStream.range(0, config.compactorThreads())
                .mapToObj(ports.compactors())
                .toList();
        StorePorts storePorts = new StorePorts(
                ports.disk(), ports.flushers(), ports.background(), compactors, new StorageReport(ports.clock()));
        LogStore store = LogStore.open(config.dataDirectories(), storePorts, storeConfig);
        try {
            return new Broker(config, ports, store);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static List<Path> usable(LogStore store) {
        return store.directories().stream()
                .filter(directory -> !directory.isOffline())
                .map(DirectoryStatus::path)
                .toList();
    }

    /** Where every transport hands in requests. */
    public RequestDispatcher dispatcher() {
        return dispatcher;
    }

    public MetadataQuorum metadata() {
        return quorum;
    }

    /** The ports this broker stands on. */
    public BrokerPorts ports() {
        return ports;
    }

    /** Completes when the broker has entered itself in the metadata; fails if it cannot. */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /**
     * Completes when the data directory with the metadata fails, or the last of all: from then on the broker is of no use, and
     * the process should end. Another directory that fails takes its partitions with it and nothing else.
     */
    public CompletableFuture<Throwable> whenOffline() {
        return metadataLog.whenOffline();
    }

    /** Fetches that wait for data now. */
    public int waitingFetches() {
        return fetcher.waiting();
    }

    /** Tells clients these addresses from now on. */
    public void announce(List<Endpoint> advertised) {
        endpoints.announce(advertised);
    }

    /** Ends every wait of every request: fetches return what there is, group members are sent away. */
    public void quiesce() {
        groups.stop();
        fetcher.stop();
    }

    /** Stops cleanly: what was written is flushed and marked so, the next start needs no recovery. */
    @Override
    public void close() {
        quiesce();
        partitions.close();
        store.close();
        ports.close();
        LOG.debug("Closed {}", store);
    }

    /** Stops without writing anything, as a crash would. */
    public void abandon() {
        quiesce();
        partitions.close();
        store.abandon();
        ports.close();
    }

    private CompletableFuture<Void> register(BrokerConfig config, DirectoryIdentity identity) {
        CompletableFuture<Void> initialized = quorum.submit(
                        new MetadataCommand.InitializeCluster(identity.clusterId(), Map.of()))
                .thenAccept(result -> requireNone(result.error(), result.message()));
        CompletableFuture<Void> registered = quorum.submit(new MetadataCommand.RegisterBroker(
                        config.nodeId(), ports.uuids().get(), List.of(), config.rack()))
                .thenAccept(result -> {
                    requireNone(result.error(), result.message());
                    brokerEpoch.set(result.brokerEpoch());
                });
        return CompletableFuture.allOf(initialized, registered);
    }

    private static void requireNone(ErrorCode error, @Nullable String message) {
        if (error != ErrorCode.NONE) {
            throw new IllegalStateException("the metadata refuses this server: " + error + ", " + message);
        }
    }
}
