package io.tailrace.streams.operator.foreignkey;

import io.tailrace.common.errors.UnsupportedVersionException;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.state.typed.DependentSerde;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serialises subscriptions in Kafka's format, version 1:
 *
 * <pre>
 * 1 if the hash is null (1 bit) | version (7 bits) | instruction (1) | hash (16, if not null) | primary key | primary partition (4)
 * </pre>
 *
 * <p>Version 0, which has no partition, is read too.
 *
 * <p><b>Threads:</b> as the inner serde.
 */
public final class SubscriptionSerde<K> implements Serde<Subscription<K>>, DependentSerde {
    private static final int VERSION = 1;
    private static final int NULL_HASH = 0x80;

    private final PseudoTopics topics;
    private @Nullable Serde<K> primaryKey;

    public SubscriptionSerde(PseudoTopics topics, @Nullable Serde<K> primaryKey) {
        this.topics = topics;
        this.primaryKey = primaryKey;
    }

    @Override
    @SuppressWarnings("unchecked") // the configured default is what the user says his keys are
    public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
        if (primaryKey == null) {
            primaryKey = (Serde<K>) keySerde.get();
        }
    }

    private Serde<K> primaryKey() {
        return Objects.requireNonNull(primaryKey, "no key serde given or configured");
    }

    @Override
    public Serializer<Subscription<K>> serializer() {
        return new SubscriptionSerializer();
    }

    @Override
    public Deserializer<Subscription<K>> deserializer() {
        return new SubscriptionDeserializer();
    }

    private final class SubscriptionSerializer implements Serializer<Subscription<K>>, DependentSerde {
        @Override
        public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
            SubscriptionSerde.this.useDefault(keySerde, valueSerde);
        }

        @Override
        public byte[] serialize(String topic, Subscription<K> data) {
            return serialize(topic, new RecordHeaders(), data);
        }

        @Override
        public byte[] serialize(String topic, Headers headers, Subscription<K> data) {
            byte[] key = primaryKey().serializer().serialize(topics.primaryKeys(), headers, data.primaryKey());
            int partition = Objects.requireNonNull(data.primaryPartition(), "primary partition");
            ByteBuffer bytes = ByteBuffer.allocate(2 + ValueHash.sizeBytes(data.hash()) + key.length + Integer.BYTES);
            bytes.put((byte) (data.hash() == null ? VERSION | NULL_HASH : VERSION));
            bytes.put(data.instruction().code);
            ValueHash.write(data.hash(), bytes);
            return bytes.put(key).putInt(partition).array();
        }
    }

    private final class SubscriptionDeserializer implements Deserializer<Subscription<K>>, DependentSerde {
        @Override
        public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
            SubscriptionSerde.this.useDefault(keySerde, valueSerde);
        }

        @Override
        public @Nullable Subscription<K> deserialize(String topic, byte[] data) {
            return deserialize(topic, new RecordHeaders(), data);
        }

        @Override
        public @Nullable Subscription<K> deserialize(String topic, Headers headers, byte[] data) {
            if (data == null) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.wrap(data);
            int first = bytes.get();
            int version = first & ~NULL_HASH & 0xFF;
            if (version > VERSION) {
                throw new UnsupportedVersionException(
                        "Expected a subscription of version 0 or 1 in " + topic + ", found " + version);
            }
            Subscription.Instruction instruction = instruction(bytes.get());
            ValueHash hash = (first & NULL_HASH) == 0 ? ValueHash.read(bytes) : null;
            byte[] key = new byte[bytes.remaining() - (version == 0 ? 0 : Integer.BYTES)];
            bytes.get(key);
            K primary = primaryKey().deserializer().deserialize(topics.primaryKeys(), headers, key);
            return new Subscription<>(hash, instruction, primary, version == 0 ? null : bytes.getInt());
        }

        private Subscription.Instruction instruction(int value) {
            Subscription.Instruction[] all = Subscription.Instruction.values();
            if (value < 0 || value >= all.length) {
                throw new IllegalArgumentException("Unknown instruction byte value = " + value);
            }
            return all[value];
        }
    }
}
