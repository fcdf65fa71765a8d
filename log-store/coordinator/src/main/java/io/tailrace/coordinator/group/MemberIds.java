package io.tailrace.coordinator.group;

/** Supplies the random part of member ids: a text that was never given out before, such as a random UUID. */
@FunctionalInterface
public interface MemberIds {
    String next();
}
