package io.tailrace.common.header;

import org.jspecify.annotations.Nullable;

/** A named value beside a record. Several headers of a record may have the same key. */
public interface Header {

    String key();

    /** The value's bytes, not a copy; null is a value too. */
    byte @Nullable [] value();
}
