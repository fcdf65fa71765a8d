package io.tailrace.storage.disk.fault;

import java.nio.file.Path;

/** What becomes of a write. All but {@link #SHORT} go unnoticed by whoever writes. */
public enum WriteFault {
    /** It is carried out. */
    NONE,
    /** A part of it is carried out, then it fails. */
    SHORT,
    /** It is reported as done and was not. */
    LOST,
    /** It goes to another position in the file, before the right one if that can be. */
    MISDIRECTED,
    /** One bit of it is another. */
    ALTERED;

    /** Decides for each write. */
    @FunctionalInterface
    public interface Rule {

        Rule NEVER = (file, position, length) -> NONE;

        WriteFault of(Path file, long position, int length);
    }
}
