package io.tailrace.state.cache;

import io.tailrace.streams.processor.RecordContext;
import org.jspecify.annotations.Nullable;

/** Where the context of the record in process is kept. */
public interface RecordContextHolder {

    /** The context of the record in process: one unchanging object a record. Null between records. */
    @Nullable
    RecordContext recordContext();

    void setRecordContext(@Nullable RecordContext context);
}
