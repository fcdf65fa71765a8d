package io.tailrace.storage.inspect;

/**
 * Counts what a verification has looked at.
 *
 * <p><b>Threads:</b> one.
 */
final class Totals {

    private long files;
    private long sizeBytes;
    private long batches;
    private long records;

    void file(long bytes) {
        files++;
        sizeBytes += bytes;
    }

    void batch(long itsRecords) {
        batches++;
        records += itsRecords;
    }

    Item.Summary summary(long problems) {
        return new Item.Summary(files, batches, records, sizeBytes, problems);
    }
}
