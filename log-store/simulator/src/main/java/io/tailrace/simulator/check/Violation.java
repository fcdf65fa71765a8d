package io.tailrace.simulator.check;

/**
 * A promise that was broken.
 *
 * @param property its number in the project's list of properties; 0 for what must hold anyway
 */
public record Violation(int property, String what) {

    @Override
    public String toString() {
        return "property " + property + ": " + what;
    }
}
