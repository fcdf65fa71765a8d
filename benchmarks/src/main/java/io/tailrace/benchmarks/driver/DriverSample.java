package io.tailrace.benchmarks.driver;

import java.util.List;

/**
 * What one run of one topology took.
 *
 * @param written records that the topology wrote, changelogs included
 * @param threadCpuNanos of the driver's thread
 * @param processCpuNanos of all threads, with garbage collection, compilation and RocksDB's own
 * @param allocatedBytes by the driver's thread
 */
record DriverSample(
        long records, long written, long wallNanos, long threadCpuNanos, long processCpuNanos, long allocatedBytes) {

    double perSecond() {
        return records * 1e9 / wallNanos;
    }

    double threadMicros() {
        return threadCpuNanos / 1e3 / records;
    }

    double processMicros() {
        return processCpuNanos / 1e3 / records;
    }

    double bytesPerRecord() {
        return (double) allocatedBytes / records;
    }

    String encode() {
        return String.join(
                " ",
                List.of(
                        Long.toString(records),
                        Long.toString(written),
                        Long.toString(wallNanos),
                        Long.toString(threadCpuNanos),
                        Long.toString(processCpuNanos),
                        Long.toString(allocatedBytes)));
    }

    static DriverSample decode(String line) {
        List<Long> values =
                List.of(line.split(" ", -1)).stream().map(Long::valueOf).toList();
        return new DriverSample(
                values.get(0), values.get(1), values.get(2), values.get(3), values.get(4), values.get(5));
    }
}
