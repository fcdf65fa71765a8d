package io.tailrace.connect.file;

/** The version that the connectors of this module report. */
final class ConnectorVersion {

    private ConnectorVersion() {}

    static String get() {
        String version = ConnectorVersion.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
