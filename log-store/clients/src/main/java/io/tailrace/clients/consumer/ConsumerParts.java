package io.tailrace.clients.consumer;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Deserializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes and ends the pluggable parts of a consumer. */
final class ConsumerParts {

    private ConsumerParts() {}

    /** The given one as it is, or one of the configured class, configured. */
    @SuppressWarnings("unchecked") // the class comes from the configuration: its type cannot be known here
    static <T> Deserializer<T> deserializer(ConsumerConfig config, @Nullable Deserializer<T> given, boolean isKey) {
        if (given != null) return given;
        String key =
                isKey ? ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG : ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG;
        Deserializer<T> made = config.getConfiguredInstance(key, Deserializer.class);
        if (made == null) throw new IllegalArgumentException("expected a class in " + key + ", found none");
        made.configure(config.originals(), isKey);
        return made;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // as above
    static <K, V> ConsumerInterceptors<K, V> interceptors(ConsumerConfig config) {
        List<ConsumerInterceptor> made =
                config.getConfiguredInstances(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, ConsumerInterceptor.class);
        List<ConsumerInterceptor<K, V>> chain = new ArrayList<>();
        for (ConsumerInterceptor each : made) chain.add((ConsumerInterceptor<K, V>) each);
        return new ConsumerInterceptors<>(chain);
    }

    /** Returns the earlier failure, or else the one of closing. */
    static @Nullable RuntimeException close(Deserializer<?> deserializer, @Nullable RuntimeException earlier) {
        try {
            deserializer.close();
            return earlier;
        } catch (RuntimeException e) {
            return earlier == null ? e : earlier;
        }
    }

    @SuppressWarnings("NullAway") // Kafka's contract has null values
    static <T> void putNullable(Map<TopicPartition, T> into, TopicPartition partition, Map<TopicPartition, T> from) {
        into.put(partition, from.get(partition));
    }
}
