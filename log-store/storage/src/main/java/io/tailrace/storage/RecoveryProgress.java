package io.tailrace.storage;

/**
 * How far the opening of a data directory is.
 *
 * @param logsDone logs that are open
 * @param logsTotal logs in the directory
 * @param bytesChecked bytes that were read to find out whether they are sound
 * @param logsChecked of {@code logsDone}, those of which anything had to be read
 * @param elapsedMs since the start
 */
public record RecoveryProgress(int logsDone, int logsTotal, int logsChecked, long bytesChecked, long elapsedMs) {

    public boolean isDone() {
        return logsDone == logsTotal;
    }
}
