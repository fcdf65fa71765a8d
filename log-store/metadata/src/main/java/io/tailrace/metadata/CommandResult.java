package io.tailrace.metadata;

import io.tailrace.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Whether a command did what it says. */
public record CommandResult(ErrorCode error, @Nullable String message) {

    static final CommandResult OK = new CommandResult(ErrorCode.NONE, null);
}
