package io.tailrace.storage.compaction;

import java.io.IOException;

/**
 * A segment that is to be compacted cannot be read, or holds bytes that are no sound batch. The log is left as it is; a
 * device that cannot be written to is another matter.
 */
final class UnreadableSegmentException extends IOException {
    UnreadableSegmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
