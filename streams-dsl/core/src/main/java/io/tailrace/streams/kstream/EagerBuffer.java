package io.tailrace.streams.kstream;

import java.util.Map;

/** The one implementation of {@link Suppressed.EagerBufferConfig}. */
record EagerBuffer(BufferBounds bounds) implements Suppressed.EagerBufferConfig {
    @Override
    public Suppressed.EagerBufferConfig withMaxRecords(long recordLimit) {
        return new EagerBuffer(bounds.withMaxRecords(recordLimit));
    }

    @Override
    public Suppressed.EagerBufferConfig withMaxBytes(long byteLimit) {
        return new EagerBuffer(bounds.withMaxBytes(byteLimit));
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
    public Suppressed.EagerBufferConfig withLoggingDisabled() {
        return new EagerBuffer(bounds.withLog(null));
    }

    @Override
    public Suppressed.EagerBufferConfig withLoggingEnabled(Map<String, String> config) {
        return new EagerBuffer(bounds.withLog(config));
    }
}
