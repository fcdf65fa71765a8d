package io.tailrace.broker.partition;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.CorruptLogException;
import io.tailrace.storage.OffsetOutOfRangeException;
import io.tailrace.storage.StorageException;
import java.util.concurrent.CompletionException;

/** What a failure of the storage is called in the protocol. */
public final class StorageErrors {

    private StorageErrors() {}

    /** The error code of a failure, {@link ErrorCode#UNKNOWN_SERVER_ERROR} if it is none of storage's. */
    public static ErrorCode codeOf(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return codeOf(failure.getCause());
        }
        if (failure instanceof PartitionException partition) {
            return partition.error();
        }
        if (failure instanceof AppendRejectedException rejected) {
            return codeOf(rejected);
        }
        if (failure instanceof OffsetOutOfRangeException) {
            return ErrorCode.OFFSET_OUT_OF_RANGE;
        }
        if (failure instanceof CorruptLogException) {
            return ErrorCode.CORRUPT_MESSAGE;
        }
        if (failure instanceof StorageException) {
            return ErrorCode.KAFKA_STORAGE_ERROR;
        }
        return ErrorCode.UNKNOWN_SERVER_ERROR;
    }

    private static ErrorCode codeOf(AppendRejectedException rejected) {
        return switch (rejected.reason()) {
            case CORRUPT -> ErrorCode.CORRUPT_MESSAGE;
            case TOO_LARGE -> ErrorCode.MESSAGE_TOO_LARGE;
            case BATCH_LIST_TOO_LARGE -> ErrorCode.RECORD_LIST_TOO_LARGE;
            case INVALID_RECORD -> ErrorCode.INVALID_RECORD;
            case UNSUPPORTED_FORMAT -> ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT;
            case INVALID_TIMESTAMP -> ErrorCode.INVALID_TIMESTAMP;
            case OUT_OF_ORDER_SEQUENCE -> ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
            case INVALID_PRODUCER_EPOCH -> ErrorCode.INVALID_PRODUCER_EPOCH;
            case INVALID_TXN_STATE -> ErrorCode.INVALID_TXN_STATE;
            case TRANSACTION_COORDINATOR_FENCED -> ErrorCode.TRANSACTION_COORDINATOR_FENCED;
            case OFFSET_MISMATCH -> ErrorCode.UNKNOWN_SERVER_ERROR; // only replication can cause it
        };
    }
}
