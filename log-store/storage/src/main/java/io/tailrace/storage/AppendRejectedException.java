package io.tailrace.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An append was refused and nothing of it is in the log. */
public final class AppendRejectedException extends RuntimeException {

    private final AppendError reason;
    private final transient List<RefusedRecord> records;

    public AppendRejectedException(AppendError reason, String message) {
        this(reason, message, (Throwable) null);
    }

    public AppendRejectedException(AppendError reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.records = List.of();
    }

    /** A refusal for the sake of single records; the others of the batch could be appended without them. */
    public AppendRejectedException(AppendError reason, String message, List<RefusedRecord> records) {
        super(message);
        this.reason = reason;
        this.records = List.copyOf(records);
    }

    public AppendError reason() {
        return reason;
    }

    /** The records that are to blame, at least one of them; empty if the batch is refused as a whole. */
    public List<RefusedRecord> records() {
        return records;
    }
}
