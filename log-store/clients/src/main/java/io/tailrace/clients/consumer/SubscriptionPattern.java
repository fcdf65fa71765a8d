package io.tailrace.clients.consumer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A regular expression in the RE2/J syntax that the broker evaluates (KIP-848). */
public class SubscriptionPattern {
    private final String pattern;

    public SubscriptionPattern(String pattern) {
        this.pattern = Objects.requireNonNull(pattern, "pattern");
    }

    public String pattern() {
        return pattern;
    }

    @Override
    public String toString() {
        return pattern;
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object obj) {
        return obj instanceof SubscriptionPattern that && pattern.equals(that.pattern);
    }
}
