package io.tailrace.protocol;

import java.util.Arrays;

/**
 * The error codes of the wire protocol, with Kafka's names and numbers as of 4.3. A retriable error may go away when
 * the same request is sent again later, perhaps to another broker after a look at fresh metadata.
 *
 * <p><b>Threads:</b> any.
 */
public enum ErrorCode {
    UNKNOWN_SERVER_ERROR(-1, Retry.USELESS, "The server failed in a way it did not expect."),
    NONE(0, Retry.USELESS, "No error."),
    OFFSET_OUT_OF_RANGE(1, Retry.USELESS, "The log has no such offset: it was deleted or does not exist yet."),
    CORRUPT_MESSAGE(2, Retry.LATER, "The records are damaged: their checksum, size or keys are not valid."),
    UNKNOWN_TOPIC_OR_PARTITION(3, Retry.LATER, "There is no such topic or partition here."),
    INVALID_FETCH_SIZE(4, Retry.USELESS, "The fetch size is not valid."),
    LEADER_NOT_AVAILABLE(5, Retry.LATER, "The partition has no leader at the moment."),
    NOT_LEADER_OR_FOLLOWER(6, Retry.LATER, "This broker is not the leader of the partition, or has no replica of it."),
    REQUEST_TIMED_OUT(7, Retry.LATER, "The request was not completed in time."),
    BROKER_NOT_AVAILABLE(8, Retry.USELESS, "The broker is not available."),
    REPLICA_NOT_AVAILABLE(9, Retry.LATER, "The replica is not available."),
    MESSAGE_TOO_LARGE(10, Retry.USELESS, "A record batch is larger than the topic permits."),
    STALE_CONTROLLER_EPOCH(11, Retry.USELESS, "The controller has moved."),
    OFFSET_METADATA_TOO_LARGE(12, Retry.USELESS, "The metadata committed with an offset is too large."),
    NETWORK_EXCEPTION(13, Retry.LATER, "The connection ended before the response arrived."),
    COORDINATOR_LOAD_IN_PROGRESS(14, Retry.LATER, "The coordinator is still loading its state."),
    COORDINATOR_NOT_AVAILABLE(15, Retry.LATER, "There is no coordinator at the moment."),
    NOT_COORDINATOR(16, Retry.LATER, "This broker is not the coordinator asked for."),
    INVALID_TOPIC_EXCEPTION(
            17, Retry.USELESS, "The topic name is not valid, or the topic is not open to this operation."),
    RECORD_LIST_TOO_LARGE(18, Retry.USELESS, "A record batch is larger than a segment of the log."),
    NOT_ENOUGH_REPLICAS(19, Retry.LATER, "Too few replicas are in sync; nothing was written."),
    NOT_ENOUGH_REPLICAS_AFTER_APPEND(20, Retry.LATER, "Too few replicas were in sync after the records were written."),
    INVALID_REQUIRED_ACKS(21, Retry.USELESS, "The number of acknowledgements must be 0, 1 or -1."),
    ILLEGAL_GENERATION(22, Retry.USELESS, "The generation is not the group's current one."),
    INCONSISTENT_GROUP_PROTOCOL(23, Retry.USELESS, "The member has no protocol in common with the group."),
    INVALID_GROUP_ID(24, Retry.USELESS, "The group id is not valid."),
    UNKNOWN_MEMBER_ID(25, Retry.USELESS, "The group has no such member."),
    INVALID_SESSION_TIMEOUT(26, Retry.USELESS, "The session timeout is outside the range that the broker permits."),
    REBALANCE_IN_PROGRESS(27, Retry.USELESS, "The group is rebalancing; join again."),
    INVALID_COMMIT_OFFSET_SIZE(28, Retry.USELESS, "The committed offset data is too large."),
    TOPIC_AUTHORIZATION_FAILED(29, Retry.USELESS, "Not authorised for the topic."),
    GROUP_AUTHORIZATION_FAILED(30, Retry.USELESS, "Not authorised for the group."),
    CLUSTER_AUTHORIZATION_FAILED(31, Retry.USELESS, "Not authorised for the cluster."),
    INVALID_TIMESTAMP(32, Retry.USELESS, "A record's timestamp is outside the range that the topic permits."),
    UNSUPPORTED_SASL_MECHANISM(33, Retry.USELESS, "The broker does not offer this SASL mechanism."),
    ILLEGAL_SASL_STATE(34, Retry.USELESS, "The request does not fit the state of the SASL exchange."),
    UNSUPPORTED_VERSION(35, Retry.USELESS, "The broker does not serve this version of the API."),
    TOPIC_ALREADY_EXISTS(36, Retry.USELESS, "A topic of that name exists already."),
    INVALID_PARTITIONS(37, Retry.USELESS, "The number of partitions is not valid."),
    INVALID_REPLICATION_FACTOR(38, Retry.USELESS, "The replication factor is below 1 or above the number of brokers."),
    INVALID_REPLICA_ASSIGNMENT(39, Retry.USELESS, "The replica assignment is not valid."),
    INVALID_CONFIG(40, Retry.USELESS, "The configuration is not valid."),
    NOT_CONTROLLER(41, Retry.LATER, "This broker is not the controller."),
    INVALID_REQUEST(42, Retry.USELESS, "The request makes no sense to this broker."),
    UNSUPPORTED_FOR_MESSAGE_FORMAT(43, Retry.USELESS, "The record format does not support the request."),
    POLICY_VIOLATION(44, Retry.USELESS, "The request violates a policy of the broker."),
    OUT_OF_ORDER_SEQUENCE_NUMBER(45, Retry.USELESS, "The producer's sequence number does not follow the last one."),
    DUPLICATE_SEQUENCE_NUMBER(46, Retry.USELESS, "The producer's sequence number has been seen already."),
    INVALID_PRODUCER_EPOCH(47, Retry.USELESS, "The producer's epoch is out of date."),
    INVALID_TXN_STATE(48, Retry.USELESS, "The operation does not fit the state of the transaction."),
    INVALID_PRODUCER_ID_MAPPING(49, Retry.USELESS, "The producer id does not belong to the transactional id."),
    INVALID_TRANSACTION_TIMEOUT(50, Retry.USELESS, "The transaction timeout is longer than the broker permits."),
    CONCURRENT_TRANSACTIONS(51, Retry.LATER, "Another operation on the transaction is still going on."),
    TRANSACTION_COORDINATOR_FENCED(52, Retry.USELESS, "The transaction coordinator has been replaced by another one."),
    TRANSACTIONAL_ID_AUTHORIZATION_FAILED(53, Retry.USELESS, "Not authorised for the transactional id."),
    SECURITY_DISABLED(54, Retry.USELESS, "Security is switched off."),
    OPERATION_NOT_ATTEMPTED(55, Retry.USELESS, "Not attempted, because another operation of the same request failed."),
    KAFKA_STORAGE_ERROR(56, Retry.LATER, "The disk failed under the partition."),
    LOG_DIR_NOT_FOUND(57, Retry.USELESS, "The broker has no such log directory."),
    SASL_AUTHENTICATION_FAILED(58, Retry.USELESS, "SASL authentication failed."),
    UNKNOWN_PRODUCER_ID(
            59, Retry.USELESS, "The broker knows nothing of the producer, or has forgotten it with its last records."),
    REASSIGNMENT_IN_PROGRESS(60, Retry.USELESS, "The partition is being reassigned."),
    DELEGATION_TOKEN_AUTH_DISABLED(61, Retry.USELESS, "Delegation tokens are switched off."),
    DELEGATION_TOKEN_NOT_FOUND(62, Retry.USELESS, "There is no such delegation token."),
    DELEGATION_TOKEN_OWNER_MISMATCH(
            63, Retry.USELESS, "The principal neither owns nor may renew the delegation token."),
    DELEGATION_TOKEN_REQUEST_NOT_ALLOWED(
            64, Retry.USELESS, "Delegation tokens are not handed out on such a connection."),
    DELEGATION_TOKEN_AUTHORIZATION_FAILED(65, Retry.USELESS, "Not authorised for the delegation token."),
    DELEGATION_TOKEN_EXPIRED(66, Retry.USELESS, "The delegation token has expired."),
    INVALID_PRINCIPAL_TYPE(67, Retry.USELESS, "The type of the principal is not supported."),
    NON_EMPTY_GROUP(68, Retry.USELESS, "The group still has members."),
    GROUP_ID_NOT_FOUND(69, Retry.USELESS, "There is no such group."),
    FETCH_SESSION_ID_NOT_FOUND(70, Retry.LATER, "There is no such fetch session."),
    INVALID_FETCH_SESSION_EPOCH(71, Retry.LATER, "The epoch of the fetch session is not the expected one."),
    LISTENER_NOT_FOUND(72, Retry.LATER, "The leader has no listener of the name that the request came in on."),
    TOPIC_DELETION_DISABLED(73, Retry.USELESS, "Topics cannot be deleted here."),
    FENCED_LEADER_EPOCH(74, Retry.LATER, "The leader epoch of the request is older than the broker's."),
    UNKNOWN_LEADER_EPOCH(75, Retry.LATER, "The leader epoch of the request is newer than the broker's."),
    UNSUPPORTED_COMPRESSION_TYPE(
            76, Retry.USELESS, "The compression type cannot be used with this version of the API."),
    STALE_BROKER_EPOCH(77, Retry.USELESS, "The epoch of the broker has changed."),
    OFFSET_NOT_AVAILABLE(78, Retry.LATER, "The new leader does not know yet how far the log is committed."),
    MEMBER_ID_REQUIRED(79, Retry.USELESS, "Join again with the member id of this response."),
    PREFERRED_LEADER_NOT_AVAILABLE(80, Retry.LATER, "The preferred leader is not available."),
    GROUP_MAX_SIZE_REACHED(81, Retry.USELESS, "The group has as many members as it may have."),
    FENCED_INSTANCE_ID(82, Retry.USELESS, "Another member has taken over this group instance id."),
    ELIGIBLE_LEADERS_NOT_AVAILABLE(83, Retry.LATER, "No replica may become the leader at the moment."),
    ELECTION_NOT_NEEDED(84, Retry.LATER, "The partition needs no election."),
    NO_REASSIGNMENT_IN_PROGRESS(85, Retry.USELESS, "The partition is not being reassigned."),
    GROUP_SUBSCRIBED_TO_TOPIC(86, Retry.USELESS, "The group is subscribed to the topic, so its offsets stay."),
    INVALID_RECORD(87, Retry.USELESS, "A record did not pass validation."),
    UNSTABLE_OFFSET_COMMIT(88, Retry.LATER, "Offsets of an open transaction are pending."),
    THROTTLING_QUOTA_EXCEEDED(89, Retry.LATER, "The quota is used up."),
    PRODUCER_FENCED(90, Retry.USELESS, "A newer producer with the same transactional id has taken over."),
    RESOURCE_NOT_FOUND(91, Retry.USELESS, "There is no such resource."),
    DUPLICATE_RESOURCE(92, Retry.USELESS, "The request names a resource twice."),
    UNACCEPTABLE_CREDENTIAL(93, Retry.USELESS, "The credential does not meet the requirements."),
    INCONSISTENT_VOTER_SET(94, Retry.USELESS, "Sender and receiver do not agree on who may vote."),
    INVALID_UPDATE_VERSION(95, Retry.USELESS, "The version of the update is not valid."),
    FEATURE_UPDATE_FAILED(96, Retry.USELESS, "The features could not be updated."),
    PRINCIPAL_DESERIALIZATION_FAILURE(97, Retry.USELESS, "The principal of a forwarded request could not be read."),
    SNAPSHOT_NOT_FOUND(98, Retry.USELESS, "There is no such snapshot."),
    POSITION_OUT_OF_RANGE(99, Retry.USELESS, "The snapshot has no such position."),
    UNKNOWN_TOPIC_ID(100, Retry.LATER, "There is no topic of that id here."),
    DUPLICATE_BROKER_REGISTRATION(101, Retry.USELESS, "The broker id is taken."),
    BROKER_ID_NOT_REGISTERED(102, Retry.USELESS, "There is no broker of that id."),
    INCONSISTENT_TOPIC_ID(103, Retry.LATER, "The topic of that name has another id."),
    INCONSISTENT_CLUSTER_ID(104, Retry.USELESS, "The request is meant for another cluster."),
    TRANSACTIONAL_ID_NOT_FOUND(105, Retry.USELESS, "There is no such transactional id."),
    FETCH_SESSION_TOPIC_ID_ERROR(106, Retry.LATER, "The fetch session mixes topic names and topic ids."),
    INELIGIBLE_REPLICA(107, Retry.USELESS, "A replica may not be in sync as requested."),
    NEW_LEADER_ELECTED(108, Retry.USELESS, "The change was made, and the partition has a new leader."),
    OFFSET_MOVED_TO_TIERED_STORAGE(109, Retry.USELESS, "The offset has moved to tiered storage."),
    FENCED_MEMBER_EPOCH(
            110, Retry.USELESS, "The member's epoch is fenced; it must give up its partitions and join again."),
    UNRELEASED_INSTANCE_ID(111, Retry.USELESS, "Another member still uses this group instance id."),
    UNSUPPORTED_ASSIGNOR(112, Retry.USELESS, "The group does not support the assignor."),
    STALE_MEMBER_EPOCH(113, Retry.USELESS, "The member's epoch is out of date; the next heartbeat brings the new one."),
    MISMATCHED_ENDPOINT_TYPE(114, Retry.USELESS, "The request belongs on an endpoint of another type."),
    UNSUPPORTED_ENDPOINT_TYPE(115, Retry.USELESS, "Endpoints of this type are not supported."),
    UNKNOWN_CONTROLLER_ID(116, Retry.USELESS, "There is no controller of that id."),
    UNKNOWN_SUBSCRIPTION_ID(117, Retry.USELESS, "The telemetry subscription is unknown or out of date."),
    TELEMETRY_TOO_LARGE(118, Retry.USELESS, "The telemetry is larger than the broker accepts."),
    INVALID_REGISTRATION(119, Retry.USELESS, "The controller refuses the registration."),
    TRANSACTION_ABORTABLE(
            120, Retry.USELESS, "The transaction failed; abort it, and the transactional id remains usable."),
    INVALID_RECORD_STATE(121, Retry.USELESS, "The record is not in a state in which its delivery can be acknowledged."),
    SHARE_SESSION_NOT_FOUND(122, Retry.LATER, "There is no such share session."),
    INVALID_SHARE_SESSION_EPOCH(123, Retry.LATER, "The epoch of the share session is not the expected one."),
    FENCED_STATE_EPOCH(124, Retry.USELESS, "The state epoch of the share group is out of date."),
    INVALID_VOTER_KEY(125, Retry.USELESS, "The key of the voter is not that of the receiver."),
    DUPLICATE_VOTER(126, Retry.USELESS, "The voter is in the set already."),
    VOTER_NOT_FOUND(127, Retry.USELESS, "The voter is not in the set."),
    INVALID_REGULAR_EXPRESSION(128, Retry.USELESS, "The regular expression is not valid."),
    REBOOTSTRAP_REQUIRED(129, Retry.USELESS, "The client's metadata is out of date; it should bootstrap again."),
    STREAMS_INVALID_TOPOLOGY(130, Retry.USELESS, "The topology is not valid."),
    STREAMS_INVALID_TOPOLOGY_EPOCH(131, Retry.USELESS, "The epoch of the topology is not valid."),
    STREAMS_TOPOLOGY_FENCED(132, Retry.USELESS, "The epoch of the topology is out of date."),
    SHARE_SESSION_LIMIT_REACHED(133, Retry.LATER, "The broker has as many share sessions as it may have.");

    private enum Retry {
        LATER,
        USELESS
    }

    private static final ErrorCode[] BY_CODE = byCode();

    private final short code;
    private final Retry retry;
    private final String message;

    ErrorCode(int code, Retry retry, String message) {
        this.code = (short) code;
        this.retry = retry;
        this.message = message;
    }

    /** The number on the wire. */
    public short code() {
        return code;
    }

    /** One sentence for a person who reads a log. */
    public String message() {
        return message;
    }

    /** Whether the same request may succeed later. */
    public boolean retriable() {
        return retry == Retry.LATER;
    }

    /** The error of that number; {@link #UNKNOWN_SERVER_ERROR} for a number from a newer broker. */
    public static ErrorCode forCode(short code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN_SERVER_ERROR;
    }

    /** Codes from 0 on have no gaps. */
    private static ErrorCode[] byCode() {
        return Arrays.copyOfRange(values(), 1, values().length);
    }
}
