package io.tailrace.clients.producer;

import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;

/**
 * What batching and sending need of the configuration.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param acks 0, 1, or -1 for all
 */
record ProducerSettings(
        short acks,
        boolean idempotent,
        int batchBytes,
        long lingerMs,
        int maxRequestBytes,
        int retries,
        long deliveryTimeoutMs,
        int requestTimeoutMs,
        int maxInFlight,
        Compression compression) {

    static ProducerSettings from(ProducerConfig config) {
        String acks = config.getString(ProducerConfig.ACKS_CONFIG);
        return new ProducerSettings(
                "all".equals(acks) ? -1 : Short.parseShort(String.valueOf(acks)),
                config.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG),
                config.getInt(ProducerConfig.BATCH_SIZE_CONFIG),
                config.getLong(ProducerConfig.LINGER_MS_CONFIG),
                config.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                config.getInt(ProducerConfig.RETRIES_CONFIG),
                config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG),
                config.getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION),
                compression(config));
    }

    private static Compression compression(ProducerConfig config) {
        CompressionType type =
                CompressionType.forLabel(String.valueOf(config.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG)));
        return switch (type) {
            case GZIP -> Compression.of(type, config.getInt(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG));
            case LZ4 -> Compression.of(type, config.getInt(ProducerConfig.COMPRESSION_LZ4_LEVEL_CONFIG));
            case ZSTD -> Compression.of(type, config.getInt(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG));
            case NONE, SNAPPY -> Compression.of(type);
        };
    }
}
