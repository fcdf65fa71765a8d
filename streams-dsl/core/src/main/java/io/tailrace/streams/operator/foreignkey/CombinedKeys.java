package io.tailrace.streams.operator.foreignkey;

import io.tailrace.common.header.Headers;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.processor.api.ProcessingContext;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the subscription store, in Kafka's format, so that the subscriptions to one right row lie together:
 *
 * <pre>
 * length of the foreign key (4) | foreign key | primary key
 * </pre>
 *
 * <p><b>Threads:</b> completed by each task in the same way, then read-only.
 */
public final class CombinedKeys<KForeign, KPrimary> {
    private final PseudoTopics topics;
    private @Nullable Serde<KForeign> foreignKey;
    private @Nullable Serde<KPrimary> primaryKey;

    public CombinedKeys(
            PseudoTopics topics, @Nullable Serde<KForeign> foreignKey, @Nullable Serde<KPrimary> primaryKey) {
        this.topics = topics;
        this.foreignKey = foreignKey;
        this.primaryKey = primaryKey;
    }

    @SuppressWarnings("unchecked") // the configured default is what the user says his keys are
    void init(ProcessingContext context) {
        topics.useApplication(context.applicationId());
        if (foreignKey == null) {
            foreignKey = (Serde<KForeign>) context.keySerde();
        }
        if (primaryKey == null) {
            primaryKey = (Serde<KPrimary>) context.keySerde();
        }
    }

    byte[] foreign(@Nullable KForeign key, Headers headers) {
        return Objects.requireNonNull(foreignKey).serializer().serialize(topics.foreignKeys(), headers, key);
    }

    Bytes combine(KForeign foreign, KPrimary primary, Headers headers) {
        byte[] primaryBytes =
                Objects.requireNonNull(primaryKey).serializer().serialize(topics.primaryKeys(), headers, primary);
        byte[] prefix = prefix(foreign, headers).get();
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + primaryBytes.length)
                .put(prefix)
                .put(primaryBytes)
                .array());
    }

    /** What the keys of all subscriptions to a row begin with. */
    Bytes prefix(KForeign foreign, Headers headers) {
        byte[] bytes = foreign(foreign, headers);
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array());
    }

    KPrimary primary(Bytes combined, Headers headers) {
        ByteBuffer bytes = ByteBuffer.wrap(combined.get());
        int foreignLength = bytes.getInt();
        bytes.position(bytes.position() + foreignLength);
        byte[] primary = new byte[bytes.remaining()];
        bytes.get(primary);
        return Objects.requireNonNull(primaryKey).deserializer().deserialize(topics.primaryKeys(), headers, primary);
    }
}
