package io.tailrace.clients.consumer;

import static io.tailrace.common.config.ConfigDef.Importance.HIGH;
import static io.tailrace.common.config.ConfigDef.Importance.LOW;
import static io.tailrace.common.config.ConfigDef.Importance.MEDIUM;
import static io.tailrace.common.config.ConfigDef.Range.atLeast;
import static io.tailrace.common.config.ConfigDef.ValidString.in;

import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigDef.Type;
import java.util.List;

/** The declarations of the consumer's own keys. */
final class ConsumerKeys {

    private ConsumerKeys() {}

    static ConfigDef define(ConfigDef keys) {
        group(keys);
        positions(keys);
        fetching(keys);
        return records(keys);
    }

    private static void group(ConfigDef keys) {
        keys.define(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        Type.STRING,
                        null,
                        HIGH,
                        "The group whose members share the partitions of what they subscribe to, and whose offsets are"
                                + " committed.")
                .define(
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        Type.STRING,
                        null,
                        MEDIUM,
                        "Makes the consumer a static member, which keeps its partitions over a restart within the session"
                                + " time-out.")
                .define(
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        Type.INT,
                        45_000,
                        atLeast(1),
                        HIGH,
                        "A member without a heartbeat for this long is taken for dead and its partitions go to others.")
                .define(
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        Type.INT,
                        3_000,
                        atLeast(1),
                        HIGH,
                        "Time between heartbeats; at most a third of the session time-out.")
                .define(
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        Type.INT,
                        300_000,
                        atLeast(1),
                        MEDIUM,
                        "A member that has not polled for this long leaves the group: it counts as stuck.")
                .define(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        Type.LIST,
                        List.of(RangeAssignor.class, CooperativeStickyAssignor.class),
                        MEDIUM,
                        "The assignors this member can work with, the preferred one first; all members must have one in"
                                + " common.")
                .define(
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                        Type.STRING,
                        ConsumerConfig.DEFAULT_GROUP_PROTOCOL,
                        HIGH,
                        "classic: one of the members assigns the partitions. The protocol named consumer is not available"
                                + " yet.")
                .define(
                        ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
                        Type.STRING,
                        null,
                        MEDIUM,
                        "The broker's assignor, for the protocol named consumer.");
    }

    private static void positions(ConfigDef keys) {
        keys.define(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        Type.BOOLEAN,
                        true,
                        MEDIUM,
                        "Commits in the background what earlier polls returned: each poll says that their records are"
                                + " processed.")
                .define(
                        ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG,
                        Type.INT,
                        5_000,
                        atLeast(0),
                        LOW,
                        "Time between automatic commits.")
                .define(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        Type.STRING,
                        "latest",
                        MEDIUM,
                        "Where to begin without a committed offset, or with one that the log does not have: earliest, latest,"
                                + " by_duration:PT1H (an ISO-8601 duration back from now), or none to throw.")
                .define(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        Type.STRING,
                        ConsumerConfig.DEFAULT_ISOLATION_LEVEL,
                        in("read_committed", "read_uncommitted"),
                        MEDIUM,
                        "read_committed returns records of transactions only after their commit, and none of aborted ones.");
    }

    private static void fetching(ConfigDef keys) {
        keys.define(
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        Type.INT,
                        ConsumerConfig.DEFAULT_FETCH_MIN_BYTES,
                        atLeast(0),
                        HIGH,
                        "A broker waits for this much before it answers a fetch.")
                .define(
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        Type.INT,
                        ConsumerConfig.DEFAULT_FETCH_MAX_WAIT_MS,
                        atLeast(0),
                        LOW,
                        "A broker waits at most this long for it.")
                .define(
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        Type.INT,
                        ConsumerConfig.DEFAULT_FETCH_MAX_BYTES,
                        atLeast(0),
                        MEDIUM,
                        "Most that one fetch of one broker returns, and that waits here to be polled before more is fetched;"
                                + " a single larger batch is returned all the same.")
                .define(
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        Type.INT,
                        ConsumerConfig.DEFAULT_MAX_PARTITION_FETCH_BYTES,
                        atLeast(0),
                        HIGH,
                        "Most that one fetch returns of one partition; a single larger batch is returned all the same.")
                .define(
                        ConsumerConfig.CHECK_CRCS_CONFIG,
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Checks that batches arrive as they were written.")
                .define(
                        ConsumerConfig.CLIENT_RACK_CONFIG,
                        Type.STRING,
                        ConsumerConfig.DEFAULT_CLIENT_RACK,
                        LOW,
                        "Where this client is: brokers may send it to a replica there, assignors prefer partitions there.")
                .define(
                        ConsumerConfig.SEND_BUFFER_CONFIG,
                        Type.INT,
                        131_072,
                        atLeast(-1),
                        MEDIUM,
                        "Send buffer of a socket; -1 leaves it to the system.")
                .define(
                        ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                        Type.INT,
                        65_536,
                        atLeast(-1),
                        MEDIUM,
                        "Receive buffer of a socket; -1 leaves it to the system.")
                .define(
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        Type.INT,
                        30_000,
                        atLeast(0),
                        MEDIUM,
                        "How long a request may take; then its connection is closed.")
                .define(
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        Type.INT,
                        60_000,
                        atLeast(0),
                        MEDIUM,
                        "How long calls without a time-out of their own may take.")
                .define(
                        ConsumerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG,
                        Type.LONG,
                        540_000,
                        MEDIUM,
                        "A connection without use for this long is closed.")
                .define(
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        Type.BOOLEAN,
                        ConsumerConfig.DEFAULT_ALLOW_AUTO_CREATE_TOPICS,
                        MEDIUM,
                        "Lets the broker create a topic that is subscribed to, if it does that at all.");
    }

    private static ConfigDef records(ConfigDef keys) {
        return keys.define(
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        Type.CLASS,
                        ConfigDef.NO_DEFAULT_VALUE,
                        HIGH,
                        "Reads keys.")
                .define(
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        Type.CLASS,
                        ConfigDef.NO_DEFAULT_VALUE,
                        HIGH,
                        "Reads values.")
                .define(
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        Type.INT,
                        ConsumerConfig.DEFAULT_MAX_POLL_RECORDS,
                        atLeast(1),
                        MEDIUM,
                        "Most records that one poll returns.")
                .define(
                        ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                        Type.LIST,
                        List.of(),
                        LOW,
                        "ConsumerInterceptors that see what poll returns and what is committed, in this order.")
                .define(
                        ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG,
                        Type.BOOLEAN,
                        ConsumerConfig.DEFAULT_EXCLUDE_INTERNAL_TOPICS,
                        MEDIUM,
                        "Leaves topics such as __consumer_offsets out of pattern subscriptions.")
                .defineInternal(ConsumerConfig.SECURITY_PROVIDERS_CONFIG, Type.STRING, null, LOW);
    }
}
