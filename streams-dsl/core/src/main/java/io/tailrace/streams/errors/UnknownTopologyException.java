package io.tailrace.streams.errors;

/** There is no topology of this name. */
public class UnknownTopologyException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public UnknownTopologyException(String message, String namedTopology) {
        super(message + " due to being unable to locate a Topology named " + namedTopology);
    }

    public UnknownTopologyException(String message, Throwable cause, String namedTopology) {
        super(message + " due to being unable to locate a Topology named " + namedTopology, cause);
    }
}
