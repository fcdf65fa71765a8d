package io.tailrace.metadata;

import io.tailrace.common.config.ConfigResource;
import io.tailrace.protocol.ErrorCode;

/** Which resources can be configured: topics and brokers that exist, groups and metrics subscriptions of any name. */
final class ConfigTargets {

    private ConfigTargets() {}

    static void requireExisting(MetadataImage image, ConfigResource resource) {
        switch (resource.type()) {
            case TOPIC -> {
                TopicNames.requireValid(resource.name());
                if (image.topic(resource.name()) == null) {
                    throw new MetadataRejectedException(
                            ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                            "This server does not host topic '" + resource.name() + "'.");
                }
            }
            case BROKER -> requireBroker(image, resource.name());
            case GROUP, CLIENT_METRICS -> {
                if (resource.name().isEmpty()) {
                    throw new MetadataRejectedException(
                            ErrorCode.INVALID_REQUEST, "expected the name of a " + resource.type() + " resource");
                }
            }
            default ->
                throw new MetadataRejectedException(
                        ErrorCode.INVALID_REQUEST,
                        "expected a resource that can be configured (TOPIC, BROKER, GROUP, CLIENT_METRICS), actual="
                                + resource.type());
        }
    }

    private static void requireBroker(MetadataImage image, String name) {
        if (name.isEmpty()) {
            return; // the default of all brokers
        }
        int id;
        try {
            id = Integer.parseInt(name);
        } catch (NumberFormatException e) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_REQUEST, "expected a broker id or nothing, actual='" + name + "'");
        }
        if (image.broker(id) == null) {
            throw new MetadataRejectedException(ErrorCode.BROKER_ID_NOT_REGISTERED, "Broker " + id + " is not known.");
        }
    }
}
