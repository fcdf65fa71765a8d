package io.tailrace.common.acl;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be allowed or denied, with its number on the wire. */
public enum AclOperation {
    UNKNOWN(0),
    ANY(1),
    ALL(2),
    READ(3),
    WRITE(4),
    CREATE(5),
    DELETE(6),
    ALTER(7),
    DESCRIBE(8),
    CLUSTER_ACTION(9),
    DESCRIBE_CONFIGS(10),
    ALTER_CONFIGS(11),
    IDEMPOTENT_WRITE(12),
    CREATE_TOKENS(13),
    DESCRIBE_TOKENS(14),
    TWO_PHASE_COMMIT(15);

    private static final int NOT_ASKED_FOR = Integer.MIN_VALUE;

    private final byte code;

    AclOperation(int code) {
        this.code = (byte) code;
    }

    public static AclOperation fromCode(byte code) {
        for (AclOperation operation : values()) {
            if (operation.code == code) {
                return operation;
            }
        }
        return UNKNOWN;
    }

    public byte code() {
        return code;
    }

    public boolean isUnknown() {
        return this == UNKNOWN;
    }

    /** The operations of a bit set as responses carry it, or null if they were not asked for (KIP-430). */
    public static @Nullable Set<AclOperation> fromBits(int bits) {
        if (bits == NOT_ASKED_FOR) {
            return null;
        }
        Set<AclOperation> operations = EnumSet.noneOf(AclOperation.class);
        for (AclOperation operation : values()) {
            if ((bits & (1 << operation.code)) != 0) {
                operations.add(operation);
            }
        }
        return operations;
    }
}
