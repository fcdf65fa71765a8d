package io.tailrace.streams.state;

import io.tailrace.streams.DslStoreFormat;
import io.tailrace.streams.kstream.EmitStrategy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the DSL wants of a session store. */
public class DslSessionParams {

    private final String name;
    private final Duration retentionPeriod;
    private final EmitStrategy emitStrategy;
    private final DslStoreFormat format;

    public DslSessionParams(String name, Duration retentionPeriod, EmitStrategy emitStrategy) {
        this(name, retentionPeriod, emitStrategy, DslStoreFormat.PLAIN);
    }

    public DslSessionParams(
            String name, Duration retentionPeriod, EmitStrategy emitStrategy, DslStoreFormat storeFormat) {
        this.name = Objects.requireNonNull(name, "name");
        this.retentionPeriod = Objects.requireNonNull(retentionPeriod, "retentionPeriod");
        this.emitStrategy = Objects.requireNonNull(emitStrategy, "emitStrategy");
        this.format = Objects.requireNonNull(storeFormat, "storeFormat");
    }

    public String name() {
        return name;
    }

    public Duration retentionPeriod() {
        return retentionPeriod;
    }

    public EmitStrategy emitStrategy() {
        return emitStrategy;
    }

    public DslStoreFormat storeFormat() {
        return format;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DslSessionParams that
                && name.equals(that.name)
                && retentionPeriod.equals(that.retentionPeriod)
                && emitStrategy.equals(that.emitStrategy)
                && format == that.format;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, retentionPeriod, emitStrategy.type(), format);
    }

    @Override
    public String toString() {
        return "DslSessionParams{name='" + name + "', retentionPeriod=" + retentionPeriod + ", emitStrategy="
                + emitStrategy.type() + ", storeFormat=" + format + '}';
    }
}
