package io.tailrace.streams.kstream;

import java.util.Map;

/** The one implementation of {@link Suppressed.StrictBufferConfig}. */
record StrictBuffer(BufferBounds bounds) implements Suppressed.StrictBufferConfig {
    @Override
    public Suppressed.StrictBufferConfig withMaxRecords(long recordLimit) {
        return new StrictBuffer(bounds.withMaxRecords(recordLimit));
    }

    @Override
    public Suppressed.StrictBufferConfig withMaxBytes(long byteLimit) {
        return new StrictBuffer(bounds.withMaxBytes(byteLimit));
    }

    @Override
    public Suppressed.StrictBufferConfig withNoBound() {
        return new StrictBuffer(bounds.withoutBound());
    }

    @Override
    public Suppressed.StrictBufferConfig shutDownWhenFull() {
        return new StrictBuffer(bounds.shuttingDown());
    }

    @Override
    public Suppressed.StrictBufferConfig spillToDiskWhenFull() {
        return new StrictBuffer(bounds.spilling());
    }

    @Override
    public Suppressed.EagerBufferConfig emitEarlyWhenFull() {
        return new EagerBuffer(bounds.emittingEarly());
    }

    @Override
    public Suppressed.StrictBufferConfig withLoggingDisabled() {
        return new StrictBuffer(bounds.withLog(null));
    }

    @Override
    public Suppressed.StrictBufferConfig withLoggingEnabled(Map<String, String> config) {
        return new StrictBuffer(bounds.withLog(config));
    }
}
