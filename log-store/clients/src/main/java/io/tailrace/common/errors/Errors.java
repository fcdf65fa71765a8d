package io.tailrace.common.errors;

import io.tailrace.common.InvalidRecordException;
import io.tailrace.protocol.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From the error codes of the protocol to the exceptions that applications see.
 *
 * <p><b>Threads:</b> any.
 */
public final class Errors {

    private static final Map<Short, Function<String, ApiException>> BY_CODE = byCode();

    private Errors() {}

    /**
     * The exception for an error code.
     *
     * @param message what the broker said; the code's number and meaning are used if it said nothing
     * @return null for code 0, which is no error; {@link UnknownServerException} for a code that this version does not
     *     know
     */
    public static @Nullable ApiException exception(short code, @Nullable String message) {
        if (code == 0) {
            return null;
        }
        Function<String, ApiException> maker = BY_CODE.get(code);
        if (maker == null) {
            return new UnknownServerException(
                    "the broker answered with an error code that this client does not know, code=" + code
                            + (message == null ? "" : ", message=" + message));
        }
        return maker.apply(
                message == null || message.isEmpty() ? ErrorCode.forCode(code).message() : message);
    }

    /** The exception for an error, with the error's own message; null for {@link ErrorCode#NONE}. */
    public static @Nullable ApiException exception(ErrorCode error) {
        return exception(error.code(), null);
    }

    /**
     * The exception for an error.
     *
     * @param error not {@link ErrorCode#NONE}
     * @param message what the broker said, or more about what was asked
     */
    public static ApiException exception(ErrorCode error, @Nullable String message) {
        return Objects.requireNonNull(exception(error.code(), message), "an error other than NONE");
    }

    private static Map<Short, Function<String, ApiException>> byCode() {
        Map<Short, Function<String, ApiException>> exceptions = new HashMap<>();
        exceptions.put((short) -1, UnknownServerException::new);
        exceptions.put((short) 1, OffsetOutOfRangeException::new);
        exceptions.put((short) 2, CorruptRecordException::new);
        exceptions.put((short) 3, UnknownTopicOrPartitionException::new);
        exceptions.put((short) 4, InvalidFetchSizeException::new);
        exceptions.put((short) 5, LeaderNotAvailableException::new);
        exceptions.put((short) 6, NotLeaderOrFollowerException::new);
        exceptions.put((short) 7, TimeoutException::new);
        exceptions.put((short) 8, BrokerNotAvailableException::new);
        exceptions.put((short) 9, ReplicaNotAvailableException::new);
        exceptions.put((short) 10, RecordTooLargeException::new);
        exceptions.put((short) 11, ControllerMovedException::new);
        exceptions.put((short) 12, OffsetMetadataTooLarge::new);
        exceptions.put((short) 13, NetworkException::new);
        exceptions.put((short) 14, CoordinatorLoadInProgressException::new);
        exceptions.put((short) 15, CoordinatorNotAvailableException::new);
        exceptions.put((short) 16, NotCoordinatorException::new);
        exceptions.put((short) 17, InvalidTopicException::new);
        exceptions.put((short) 18, RecordBatchTooLargeException::new);
        exceptions.put((short) 19, NotEnoughReplicasException::new);
        exceptions.put((short) 20, NotEnoughReplicasAfterAppendException::new);
        exceptions.put((short) 21, InvalidRequiredAcksException::new);
        exceptions.put((short) 22, IllegalGenerationException::new);
        exceptions.put((short) 23, InconsistentGroupProtocolException::new);
        exceptions.put((short) 24, InvalidGroupIdException::new);
        exceptions.put((short) 25, UnknownMemberIdException::new);
        exceptions.put((short) 26, InvalidSessionTimeoutException::new);
        exceptions.put((short) 27, RebalanceInProgressException::new);
        exceptions.put((short) 28, InvalidCommitOffsetSizeException::new);
        exceptions.put((short) 29, TopicAuthorizationException::new);
        exceptions.put((short) 30, GroupAuthorizationException::new);
        exceptions.put((short) 31, ClusterAuthorizationException::new);
        exceptions.put((short) 32, InvalidTimestampException::new);
        exceptions.put((short) 33, UnsupportedSaslMechanismException::new);
        exceptions.put((short) 34, IllegalSaslStateException::new);
        exceptions.put((short) 35, UnsupportedVersionException::new);
        exceptions.put((short) 36, TopicExistsException::new);
        exceptions.put((short) 37, InvalidPartitionsException::new);
        exceptions.put((short) 38, InvalidReplicationFactorException::new);
        exceptions.put((short) 39, InvalidReplicaAssignmentException::new);
        exceptions.put((short) 40, InvalidConfigurationException::new);
        exceptions.put((short) 41, NotControllerException::new);
        exceptions.put((short) 42, InvalidRequestException::new);
        exceptions.put((short) 43, UnsupportedForMessageFormatException::new);
        exceptions.put((short) 44, PolicyViolationException::new);
        exceptions.put((short) 45, OutOfOrderSequenceException::new);
        exceptions.put((short) 46, DuplicateSequenceException::new);
        exceptions.put((short) 47, InvalidProducerEpochException::new);
        exceptions.put((short) 48, InvalidTxnStateException::new);
        exceptions.put((short) 49, InvalidPidMappingException::new);
        exceptions.put((short) 50, InvalidTxnTimeoutException::new);
        exceptions.put((short) 51, ConcurrentTransactionsException::new);
        exceptions.put((short) 52, TransactionCoordinatorFencedException::new);
        exceptions.put((short) 53, TransactionalIdAuthorizationException::new);
        exceptions.put((short) 54, SecurityDisabledException::new);
        exceptions.put((short) 55, OperationNotAttemptedException::new);
        exceptions.put((short) 56, KafkaStorageException::new);
        exceptions.put((short) 57, LogDirNotFoundException::new);
        exceptions.put((short) 58, SaslAuthenticationException::new);
        exceptions.put((short) 59, UnknownProducerIdException::new);
        exceptions.put((short) 60, ReassignmentInProgressException::new);
        exceptions.put((short) 61, DelegationTokenDisabledException::new);
        exceptions.put((short) 62, DelegationTokenNotFoundException::new);
        exceptions.put((short) 63, DelegationTokenOwnerMismatchException::new);
        exceptions.put((short) 64, UnsupportedByAuthenticationException::new);
        exceptions.put((short) 65, DelegationTokenAuthorizationException::new);
        exceptions.put((short) 66, DelegationTokenExpiredException::new);
        exceptions.put((short) 67, InvalidPrincipalTypeException::new);
        exceptions.put((short) 68, GroupNotEmptyException::new);
        exceptions.put((short) 69, GroupIdNotFoundException::new);
        exceptions.put((short) 70, FetchSessionIdNotFoundException::new);
        exceptions.put((short) 71, InvalidFetchSessionEpochException::new);
        exceptions.put((short) 72, ListenerNotFoundException::new);
        exceptions.put((short) 73, TopicDeletionDisabledException::new);
        exceptions.put((short) 74, FencedLeaderEpochException::new);
        exceptions.put((short) 75, UnknownLeaderEpochException::new);
        exceptions.put((short) 76, UnsupportedCompressionTypeException::new);
        exceptions.put((short) 77, StaleBrokerEpochException::new);
        exceptions.put((short) 78, OffsetNotAvailableException::new);
        exceptions.put((short) 79, MemberIdRequiredException::new);
        exceptions.put((short) 80, PreferredLeaderNotAvailableException::new);
        exceptions.put((short) 81, GroupMaxSizeReachedException::new);
        exceptions.put((short) 82, FencedInstanceIdException::new);
        exceptions.put((short) 83, EligibleLeadersNotAvailableException::new);
        exceptions.put((short) 84, ElectionNotNeededException::new);
        exceptions.put((short) 85, NoReassignmentInProgressException::new);
        exceptions.put((short) 86, GroupSubscribedToTopicException::new);
        exceptions.put((short) 87, InvalidRecordException::new);
        exceptions.put((short) 88, UnstableOffsetCommitException::new);
        exceptions.put((short) 89, ThrottlingQuotaExceededException::new);
        exceptions.put((short) 90, ProducerFencedException::new);
        exceptions.put((short) 91, ResourceNotFoundException::new);
        exceptions.put((short) 92, DuplicateResourceException::new);
        exceptions.put((short) 93, UnacceptableCredentialException::new);
        exceptions.put((short) 94, InconsistentVoterSetException::new);
        exceptions.put((short) 95, InvalidUpdateVersionException::new);
        exceptions.put((short) 96, FeatureUpdateFailedException::new);
        exceptions.put((short) 97, PrincipalDeserializationException::new);
        exceptions.put((short) 98, SnapshotNotFoundException::new);
        exceptions.put((short) 99, PositionOutOfRangeException::new);
        exceptions.put((short) 100, UnknownTopicIdException::new);
        exceptions.put((short) 101, DuplicateBrokerRegistrationException::new);
        exceptions.put((short) 102, BrokerIdNotRegisteredException::new);
        exceptions.put((short) 103, InconsistentTopicIdException::new);
        exceptions.put((short) 104, InconsistentClusterIdException::new);
        exceptions.put((short) 105, TransactionalIdNotFoundException::new);
        exceptions.put((short) 106, FetchSessionTopicIdException::new);
        exceptions.put((short) 107, IneligibleReplicaException::new);
        exceptions.put((short) 108, NewLeaderElectedException::new);
        exceptions.put((short) 109, OffsetMovedToTieredStorageException::new);
        exceptions.put((short) 110, FencedMemberEpochException::new);
        exceptions.put((short) 111, UnreleasedInstanceIdException::new);
        exceptions.put((short) 112, UnsupportedAssignorException::new);
        exceptions.put((short) 113, StaleMemberEpochException::new);
        exceptions.put((short) 114, MismatchedEndpointTypeException::new);
        exceptions.put((short) 115, UnsupportedEndpointTypeException::new);
        exceptions.put((short) 116, UnknownControllerIdException::new);
        exceptions.put((short) 117, UnknownSubscriptionIdException::new);
        exceptions.put((short) 118, TelemetryTooLargeException::new);
        exceptions.put((short) 119, InvalidRegistrationException::new);
        exceptions.put((short) 120, TransactionAbortableException::new);
        exceptions.put((short) 121, InvalidRecordStateException::new);
        exceptions.put((short) 122, ShareSessionNotFoundException::new);
        exceptions.put((short) 123, InvalidShareSessionEpochException::new);
        exceptions.put((short) 124, FencedStateEpochException::new);
        exceptions.put((short) 125, InvalidVoterKeyException::new);
        exceptions.put((short) 126, DuplicateVoterException::new);
        exceptions.put((short) 127, VoterNotFoundException::new);
        exceptions.put((short) 128, InvalidRegularExpression::new);
        exceptions.put((short) 129, RebootstrapRequiredException::new);
        exceptions.put((short) 130, StreamsInvalidTopologyException::new);
        exceptions.put((short) 131, StreamsInvalidTopologyEpochException::new);
        exceptions.put((short) 132, StreamsTopologyFencedException::new);
        exceptions.put((short) 133, ShareSessionLimitReachedException::new);
        return Map.copyOf(exceptions);
    }
}
