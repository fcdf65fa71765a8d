package io.tailrace.protocol.generator;

/** Text for Javadoc of generated code. */
final class Javadoc {

    private Javadoc() {}

    static String escape(String text) {
        String escaped = text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;");
        return escaped.isBlank() ? "Not documented in the specification." : escaped;
    }

    static String versions(FieldModel field) {
        StringBuilder text = new StringBuilder("Versions ").append(field.versions());
        if (!field.nullable().isEmpty()) {
            text.append(", nullable in ").append(field.nullable());
        }
        if (field.isTagged()) {
            text.append(", tag ").append(field.tag()).append(" in ").append(field.tagged());
        }
        if (field.ignorable()) {
            text.append(", dropped silently in others");
        }
        return text.append('.').toString();
    }
}
