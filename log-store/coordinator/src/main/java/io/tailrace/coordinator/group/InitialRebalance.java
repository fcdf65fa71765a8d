package io.tailrace.coordinator.group;

/**
 * Progress of the first rebalance of an empty group. It is held back a little so that members that start together form
 * one generation, and a little more each time one arrives, up to their rebalance timeout.
 *
 * @param remainingMs how much longer it may be held back after the current delay
 * @param newMemberAdded whether a member arrived during the current delay
 */
record InitialRebalance(int remainingMs, boolean newMemberAdded) {

    InitialRebalance withNewMember() {
        return new InitialRebalance(remainingMs, true);
    }

    boolean mayWaitLonger() {
        return newMemberAdded && remainingMs > 0;
    }
}
