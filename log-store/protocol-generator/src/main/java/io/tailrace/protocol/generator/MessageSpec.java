package io.tailrace.protocol.generator;

import java.util.List;

/**
 * One specification file.
 *
 * @param apiKey the API key of a request or response, the record type of a coordinator key or value, else -1
 * @param latestVersionUnstable whether the highest version is still in development and not to be offered to peers
 */
record MessageSpec(
        String name,
        Kind kind,
        int apiKey,
        VersionRange validVersions,
        VersionRange flexibleVersions,
        boolean latestVersionUnstable,
        List<FieldSpec> fields,
        List<StructSpec> commonStructs) {

    /** What a message is for. */
    enum Kind {
        REQUEST,
        RESPONSE,
        HEADER,
        DATA,
        COORDINATOR_KEY,
        COORDINATOR_VALUE;

        boolean isRpc() {
            return this == REQUEST || this == RESPONSE;
        }

        boolean isCoordinatorRecord() {
            return this == COORDINATOR_KEY || this == COORDINATOR_VALUE;
        }
    }

    MessageSpec {
        if ((kind.isRpc() || kind.isCoordinatorRecord()) && apiKey < 0) {
            throw new IllegalArgumentException(name + ": a " + kind + " needs an apiKey");
        }
        fields = List.copyOf(fields);
        commonStructs = List.copyOf(commonStructs);
    }

    /** Whether any version of this message can be exchanged; Kafka keeps the files of removed APIs. */
    boolean isLive() {
        return !validVersions.isEmpty();
    }

    /** The highest version to offer to peers. */
    int highestStableVersion() {
        return latestVersionUnstable ? validVersions.highest() - 1 : validVersions.highest();
    }
}
