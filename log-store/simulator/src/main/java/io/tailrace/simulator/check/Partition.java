package io.tailrace.simulator.check;

/** A partition that a history is about. */
record Partition(String topic, int index) {

    @Override
    public String toString() {
        return topic + "-" + index;
    }
}
