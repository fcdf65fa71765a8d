package io.tailrace.streams.operator.foreignkey;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a row of the left table asks of the right side.
 *
 * @param hash of the row's value, which comes back with the answer; null if the row was deleted
 * @param primaryKey the row's key
 * @param primaryPartition the partition of the left side that the answer has to go to; null in subscriptions of old versions, which did
 *     not say
 */
record Subscription<K>(
        @Nullable ValueHash hash,
        Instruction instruction,
        K primaryKey,
        @Nullable Integer primaryPartition) {
    Subscription {
        Objects.requireNonNull(instruction, "instruction cannot be null. Required by downstream processor.");
        Objects.requireNonNull(primaryKey, "primaryKey cannot be null. Required by downstream processor.");
    }

    /** What to do with the subscription; the order is that of the wire. */
    enum Instruction {
        /** End the subscription and say nothing, as another one follows. */
        DELETE_QUIETLY(0),
        /** End the subscription and answer with null. */
        DELETE_AND_ANSWER(1),
        /** Subscribe, and answer with the row there is or with null. */
        ANSWER_ALWAYS(2),
        /** Subscribe, and answer if there is a row. */
        ANSWER_IF_PRESENT(3);

        /** What stands for it in records. */
        final byte code;

        Instruction(int code) {
            this.code = (byte) code;
        }

        boolean deletes() {
            return this == DELETE_QUIETLY || this == DELETE_AND_ANSWER;
        }
    }
}
