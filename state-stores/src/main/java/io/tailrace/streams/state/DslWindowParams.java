package io.tailrace.streams.state;

import io.tailrace.streams.DslStoreFormat;
import io.tailrace.streams.kstream.EmitStrategy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the DSL wants of a window store. */
public class DslWindowParams {

    private final String name;
    private final Duration retentionPeriod;
    private final Duration windowSize;
    private final boolean retainDuplicates;
    private final EmitStrategy emitStrategy;
    private final boolean slidingWindow;
    private final DslStoreFormat format;

    public DslWindowParams(
            String name,
            Duration retentionPeriod,
            Duration windowSize,
            boolean retainDuplicates,
            EmitStrategy emitStrategy,
            boolean isSlidingWindow,
            boolean isTimestamped) {
        this(
                name,
                retentionPeriod,
                windowSize,
                retainDuplicates,
                emitStrategy,
                isSlidingWindow,
                isTimestamped ? DslStoreFormat.TIMESTAMPED : DslStoreFormat.PLAIN);
    }

    public DslWindowParams(
            String name,
            Duration retentionPeriod,
            Duration windowSize,
            boolean retainDuplicates,
            EmitStrategy emitStrategy,
            boolean isSlidingWindow,
            DslStoreFormat dslStoreFormat) {
        this.name = Objects.requireNonNull(name, "name");
        this.retentionPeriod = Objects.requireNonNull(retentionPeriod, "retentionPeriod");
        this.windowSize = Objects.requireNonNull(windowSize, "windowSize");
        this.retainDuplicates = retainDuplicates;
        this.emitStrategy = Objects.requireNonNull(emitStrategy, "emitStrategy");
        this.slidingWindow = isSlidingWindow;
        this.format = Objects.requireNonNull(dslStoreFormat, "dslStoreFormat");
    }

    public String name() {
        return name;
    }

    public Duration retentionPeriod() {
        return retentionPeriod;
    }

    public Duration windowSize() {
        return windowSize;
    }

    public boolean retainDuplicates() {
        return retainDuplicates;
    }

    public EmitStrategy emitStrategy() {
        return emitStrategy;
    }

    public boolean isSlidingWindow() {
        return slidingWindow;
    }

    public boolean isTimestamped() {
        return format == DslStoreFormat.TIMESTAMPED;
    }

    public DslStoreFormat dslStoreFormat() {
        return format;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DslWindowParams that
                && name.equals(that.name)
                && retentionPeriod.equals(that.retentionPeriod)
                && windowSize.equals(that.windowSize)
                && retainDuplicates == that.retainDuplicates
                && emitStrategy.equals(that.emitStrategy)
                && slidingWindow == that.slidingWindow
                && format == that.format;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                name, retentionPeriod, windowSize, retainDuplicates, emitStrategy.type(), slidingWindow, format);
    }

    @Override
    public String toString() {
        return "DslWindowParams{name='" + name + "', retentionPeriod=" + retentionPeriod + ", windowSize=" + windowSize
                + ", retainDuplicates=" + retainDuplicates + ", emitStrategy=" + emitStrategy.type()
                + ", isSlidingWindow=" + slidingWindow + ", dslStoreFormat=" + format + '}';
    }
}
