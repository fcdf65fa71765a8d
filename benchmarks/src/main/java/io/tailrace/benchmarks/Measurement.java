package io.tailrace.benchmarks;

/**
 * One run of one step on one system.
 *
 * @param brokerCpuSeconds what the broker used meanwhile, user and system
 */
record Measurement(
        String step, String system, int repetition, double recordsPerSecond, long records, double brokerCpuSeconds) {

    /** Broker CPU a record, in microseconds. */
    double brokerMicrosPerRecord() {
        return brokerCpuSeconds * 1e6 / records;
    }
}
