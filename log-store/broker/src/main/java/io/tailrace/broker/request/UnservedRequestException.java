package io.tailrace.broker.request;

/** A request of an API or version that this broker does not serve; as in Kafka, its connection is closed. */
public final class UnservedRequestException extends RuntimeException {
    public UnservedRequestException(short apiKey, short version) {
        super("expected a served API and version, actual API key " + apiKey + " version " + version);
    }
}
