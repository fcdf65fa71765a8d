package io.tailrace.storage.segment;

import java.io.IOException;

/** An index of a segment does not fit its batches. The indexes have to be made anew, then the operation can be repeated. */
public final class DamagedIndexException extends IOException {

    private final transient Segment segment;

    DamagedIndexException(Segment segment, String problem) {
        super("an index of " + segment.path() + " is damaged: " + problem);
        this.segment = segment;
    }

    public Segment segment() {
        return segment;
    }
}
