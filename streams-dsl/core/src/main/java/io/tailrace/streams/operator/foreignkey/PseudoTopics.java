package io.tailrace.streams.operator.foreignkey;

/**
 * Names that serializers are given as topic for the parts of what is sent, so that a schema registry keeps their schemas apart. They
 * follow from the registration topic; the application's prefix is known once tasks are made.
 *
 * <p><b>Threads:</b> set by each task to the same.
 */
public final class PseudoTopics {
    private final String registrationTopic;
    private String prefix = "";

    /** @param registrationTopic without the application's prefix */
    public PseudoTopics(String registrationTopic) {
        this.registrationTopic = registrationTopic;
    }

    void useApplication(String applicationId) {
        prefix = applicationId + "-";
    }

    String primaryKeys() {
        return prefix + registrationTopic + "-pk";
    }

    String foreignKeys() {
        return prefix + registrationTopic + "-fk";
    }

    String values() {
        return prefix + registrationTopic + "-vh";
    }
}
