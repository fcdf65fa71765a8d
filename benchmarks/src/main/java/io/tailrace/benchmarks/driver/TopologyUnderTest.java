package io.tailrace.benchmarks.driver;

/**
 * A running topology of one of the two systems.
 *
 * <p><b>Threads:</b> one owner.
 */
interface TopologyUnderTest extends AutoCloseable {

    /** Number of different keys. */
    int KEYS = 10_000;

    int VALUE_BYTES = 100;
    int WINDOW_MS = 60_000;

    /** Fills what the records are joined with. */
    void prepare();

    /** Gives the topology one record and lets it process that to the end. */
    void pipe(long key, byte[] value, long timestampMs);

    /** Reads away all that was written so far, changelogs too; returns how many records that were. */
    long drain();

    @Override
    void close();
}
