package io.tailrace.broker.config;

import static io.tailrace.common.config.ConfigDef.Range.atLeast;
import static io.tailrace.common.config.ConfigDef.Range.between;

import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigDef.Importance;
import io.tailrace.common.config.ConfigDef.Type;
import io.tailrace.common.config.ConfigDef.ValidString;

/**
 * The declaration of every server key.
 *
 * <p><b>Threads:</b> built once by the class initialiser, then only read.
 */
final class BrokerKeys {

    static final String NODE_ID = "node.id";
    static final String BROKER_RACK = "broker.rack";
    static final String LISTENERS = "listeners";
    static final String ADVERTISED_LISTENERS = "advertised.listeners";
    static final String LOG_DIRS = "log.dirs";
    static final String RECOVERY_THREADS = "num.recovery.threads.per.data.dir";
    static final String NUM_PARTITIONS = "num.partitions";
    static final String DEFAULT_REPLICATION_FACTOR = "default.replication.factor";
    static final String AUTO_CREATE_TOPICS = "auto.create.topics.enable";
    static final String DELETE_TOPIC = "delete.topic.enable";
    static final String NETWORK_THREADS = "num.network.threads";
    static final String SEND_BUFFER = "socket.send.buffer.bytes";
    static final String RECEIVE_BUFFER = "socket.receive.buffer.bytes";
    static final String REQUEST_MAX = "socket.request.max.bytes";
    static final String CONTROL_REQUEST_MAX = "socket.control.request.max.bytes";
    static final String BACKLOG = "socket.listen.backlog.size";
    static final String MAX_CONNECTIONS = "max.connections";
    static final String MAX_CONNECTIONS_PER_IP = "max.connections.per.ip";
    static final String MAX_IDLE = "connections.max.idle.ms";
    static final String MAX_STALL = "connections.max.stall.ms";
    static final String MAX_IN_FLIGHT_REQUESTS = "connections.max.in.flight.requests";
    static final String MAX_IN_FLIGHT_BYTES = "connections.max.in.flight.bytes";
    static final String FETCH_MAX = "fetch.max.bytes";
    static final String RETENTION_HOURS = "log.retention.hours";
    static final String RETENTION_MINUTES = "log.retention.minutes";
    static final String ROLL_HOURS = "log.roll.hours";
    static final String RETENTION_CHECK = "log.retention.check.interval.ms";
    static final String CHECKPOINT_INTERVAL = "log.flush.offset.checkpoint.interval.ms";
    static final String FLUSH_CHECK = "log.flush.scheduler.interval.ms";
    static final String PRODUCER_ID_EXPIRATION = "producer.id.expiration.ms";
    static final String OFFSETS_PARTITIONS = "offsets.topic.num.partitions";
    static final String OFFSETS_REPLICATION = "offsets.topic.replication.factor";
    static final String OFFSETS_SEGMENT = "offsets.topic.segment.bytes";
    static final String OFFSETS_RETENTION_MINUTES = "offsets.retention.minutes";
    static final String OFFSETS_RETENTION_CHECK = "offsets.retention.check.interval.ms";
    static final String OFFSET_METADATA_MAX = "offset.metadata.max.bytes";
    static final String GROUP_MIN_SESSION = "group.min.session.timeout.ms";
    static final String GROUP_MAX_SESSION = "group.max.session.timeout.ms";
    static final String GROUP_INITIAL_DELAY = "group.initial.rebalance.delay.ms";
    static final String GROUP_MAX_SIZE = "group.max.size";
    static final String SHUTDOWN_TIMEOUT = "shutdown.timeout.ms";

    static final ConfigDef DEFINITION = define();

    private BrokerKeys() {}

    private static ConfigDef define() {
        ConfigDef def = new ConfigDef();
        defineNode(def);
        defineNetwork(def);
        defineLog(def);
        CompactionKeys.define(def);
        defineGroups(def);
        return def;
    }

    private static void defineNode(ConfigDef def) {
        def.define(NODE_ID, Type.INT, 1, atLeast(0), Importance.HIGH, "This server's id in its cluster.")
                .define(BROKER_RACK, Type.STRING, null, Importance.MEDIUM, "Where the server stands, told to clients.")
                .define(
                        LISTENERS,
                        Type.LIST,
                        "PLAINTEXT://127.0.0.1:9092",
                        Importance.HIGH,
                        "Addresses to listen on, NAME://HOST:PORT each; an empty host is every interface, port 0 lets the system"
                                + " choose.")
                .define(
                        ADVERTISED_LISTENERS,
                        Type.LIST,
                        null,
                        Importance.HIGH,
                        "Addresses that clients are told, one for each listener name; without it the listeners themselves.")
                .define(
                        LOG_DIRS,
                        Type.LIST,
                        "tailrace-data",
                        Importance.HIGH,
                        "The data directories. A new partition goes to the one with the fewest; one that fails takes only its own"
                                + " partitions with it.")
                .define(
                        RECOVERY_THREADS,
                        Type.INT,
                        2,
                        atLeast(1),
                        Importance.HIGH,
                        "Threads for each data directory that open its partitions at start.")
                .define(
                        SHUTDOWN_TIMEOUT,
                        Type.LONG,
                        5_000L,
                        atLeast(0),
                        Importance.LOW,
                        "How long a stopping server waits for requests under way.")
                .define(
                        NUM_PARTITIONS,
                        Type.INT,
                        1,
                        between(1, 100_000),
                        Importance.MEDIUM,
                        "Partitions of a topic whose creator gives no number.")
                .define(
                        DEFAULT_REPLICATION_FACTOR,
                        Type.SHORT,
                        (short) 1,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Replicas of a topic whose creator gives no number.")
                .define(
                        AUTO_CREATE_TOPICS,
                        Type.BOOLEAN,
                        true,
                        Importance.HIGH,
                        "Whether a topic is created when a client asks for its metadata and allows that.")
                .define(DELETE_TOPIC, Type.BOOLEAN, true, Importance.HIGH, "Whether topics can be deleted.");
    }

    private static void defineNetwork(ConfigDef def) {
        def.define(
                        NETWORK_THREADS,
                        Type.INT,
                        Math.max(1, Runtime.getRuntime().availableProcessors()),
                        null,
                        Importance.HIGH,
                        "Event loops; requests are handled on them.",
                        null,
                        -1,
                        ConfigDef.Width.NONE,
                        NETWORK_THREADS,
                        java.util.List.of(),
                        null,
                        "number of processors")
                .define(
                        SEND_BUFFER,
                        Type.INT,
                        -1,
                        atLeast(-1),
                        Importance.LOW,
                        "SO_SNDBUF; -1 leaves it to the system.")
                .define(
                        RECEIVE_BUFFER,
                        Type.INT,
                        -1,
                        atLeast(-1),
                        Importance.LOW,
                        "SO_RCVBUF; -1 leaves it to the system.")
                .define(
                        REQUEST_MAX,
                        Type.INT,
                        100 << 20,
                        atLeast(1),
                        Importance.HIGH,
                        "Largest request; a larger one closes its connection.")
                .define(
                        CONTROL_REQUEST_MAX,
                        Type.INT,
                        2 << 20,
                        atLeast(1),
                        Importance.LOW,
                        "Largest request without its records, which only a Produce request has: the rest becomes many times larger when it is decoded.")
                .define(BACKLOG, Type.INT, 128, atLeast(1), Importance.LOW, "Connections that wait to be accepted.")
                .define(
                        MAX_CONNECTIONS,
                        Type.INT,
                        Integer.MAX_VALUE,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Open connections; more are refused.")
                .define(
                        MAX_CONNECTIONS_PER_IP,
                        Type.INT,
                        Integer.MAX_VALUE,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Open connections of one client address; more are refused.")
                .define(
                        MAX_IDLE,
                        Type.LONG,
                        600_000L,
                        atLeast(1),
                        Importance.MEDIUM,
                        "A connection on which nothing happens is closed after this time.")
                .define(
                        MAX_STALL,
                        Type.LONG,
                        30_000L,
                        atLeast(1),
                        Importance.LOW,
                        "A connection that stops in the middle of a request is closed after this time.")
                .define(
                        MAX_IN_FLIGHT_REQUESTS,
                        Type.INT,
                        64,
                        atLeast(1),
                        Importance.LOW,
                        "Requests of one connection that are handled at a time; it is not read from while there are more.")
                .define(
                        MAX_IN_FLIGHT_BYTES,
                        Type.LONG,
                        32L << 20,
                        atLeast(1),
                        Importance.LOW,
                        "The same limit by the size of the requests.")
                .define(
                        FETCH_MAX,
                        Type.INT,
                        55 << 20,
                        atLeast(1024),
                        Importance.MEDIUM,
                        "Most bytes in one Fetch response, whatever the client asks for.");
    }

    private static void defineLog(ConfigDef def) {
        for (TopicKey key : TopicKey.ALL) {
            ConfigDef.Validator validator =
                    key.name().equals("durability") ? ValidString.in("auto", "os", "fsync") : key.validator();
            Object value = isDerived(key.serverName()) ? null : key.defaultValue();
            def.define(
                    key.serverName(),
                    key.type(),
                    value,
                    value == null ? null : validator,
                    Importance.MEDIUM,
                    "Default of the topic configuration " + key.name() + ". " + key.documentation());
        }
        def.define(
                        RETENTION_HOURS,
                        Type.INT,
                        168,
                        atLeast(-1),
                        Importance.HIGH,
                        "log.retention.ms in hours, used where neither that nor log.retention.minutes is set.")
                .define(RETENTION_MINUTES, Type.INT, null, Importance.HIGH, "log.retention.ms in minutes.")
                .define(
                        ROLL_HOURS,
                        Type.INT,
                        168,
                        atLeast(1),
                        Importance.HIGH,
                        "log.roll.ms in hours, where that is not set.")
                .define(
                        RETENTION_CHECK,
                        Type.LONG,
                        300_000L,
                        atLeast(1),
                        Importance.MEDIUM,
                        "How often retention is applied.")
                .define(
                        CHECKPOINT_INTERVAL,
                        Type.INT,
                        60_000,
                        atLeast(1),
                        Importance.LOW,
                        "How often recovery points are written.")
                .define(
                        FLUSH_CHECK,
                        Type.LONG,
                        3_000L,
                        atLeast(1),
                        Importance.LOW,
                        "How often logs are looked over for flush.ms.")
                .define(
                        PRODUCER_ID_EXPIRATION,
                        Type.INT,
                        86_400_000,
                        atLeast(1),
                        Importance.LOW,
                        "How long an idle producer's sequence numbers are remembered.");
    }

    private static boolean isDerived(String serverName) {
        return serverName.equals("log.retention.ms") || serverName.equals("log.roll.ms");
    }

    private static void defineGroups(ConfigDef def) {
        def.define(
                        OFFSETS_PARTITIONS,
                        Type.INT,
                        50,
                        atLeast(1),
                        Importance.HIGH,
                        "Partitions of the topic that keeps group state; used when it is created.")
                .define(
                        OFFSETS_REPLICATION,
                        Type.SHORT,
                        (short) 1,
                        atLeast(1),
                        Importance.HIGH,
                        "Replicas of that topic; used when it is created.")
                .define(
                        OFFSETS_SEGMENT,
                        Type.INT,
                        100 << 20,
                        atLeast(1 << 20),
                        Importance.HIGH,
                        "Segment size of that topic.")
                .define(
                        OFFSETS_RETENTION_MINUTES,
                        Type.INT,
                        10_080,
                        atLeast(1),
                        Importance.HIGH,
                        "How long offsets of a group without members are kept.")
                .define(
                        OFFSETS_RETENTION_CHECK,
                        Type.LONG,
                        600_000L,
                        atLeast(1),
                        Importance.HIGH,
                        "How often expired offsets are looked for.")
                .define(
                        OFFSET_METADATA_MAX,
                        Type.INT,
                        4096,
                        atLeast(0),
                        Importance.HIGH,
                        "Longest text that a client may store with an offset.")
                .define(
                        GROUP_MIN_SESSION,
                        Type.INT,
                        6_000,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Shortest session time-out of a group member.")
                .define(
                        GROUP_MAX_SESSION,
                        Type.INT,
                        1_800_000,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Longest session time-out of a group member.")
                .define(
                        GROUP_INITIAL_DELAY,
                        Type.INT,
                        0,
                        atLeast(0),
                        Importance.MEDIUM,
                        "How long an empty group waits for more members before its first rebalance.")
                .define(
                        GROUP_MAX_SIZE,
                        Type.INT,
                        Integer.MAX_VALUE,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Most members of a group.");
    }
}
