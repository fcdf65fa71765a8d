package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code OFFSET_METADATA_TOO_LARGE} (12) of the protocol. */
public class OffsetMetadataTooLarge extends ApiException {

    private static final long serialVersionUID = 1L;

    public OffsetMetadataTooLarge() {}

    public OffsetMetadataTooLarge(@Nullable String message) {
        super(message);
    }

    public OffsetMetadataTooLarge(@Nullable Throwable cause) {
        super(cause);
    }

    public OffsetMetadataTooLarge(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
