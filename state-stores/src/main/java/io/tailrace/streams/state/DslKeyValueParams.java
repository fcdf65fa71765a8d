package io.tailrace.streams.state;

import io.tailrace.streams.DslStoreFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the DSL wants of a key-value store. */
public class DslKeyValueParams {

    private final String name;
    private final DslStoreFormat format;

    public DslKeyValueParams(String name, boolean isTimestamped) {
        this(name, isTimestamped ? DslStoreFormat.TIMESTAMPED : DslStoreFormat.PLAIN);
    }

    public DslKeyValueParams(String name, DslStoreFormat dslStoreFormat) {
        this.name = Objects.requireNonNull(name, "name");
        this.format = Objects.requireNonNull(dslStoreFormat, "dslStoreFormat");
    }

    public String name() {
        return name;
    }

    public boolean isTimestamped() {
        return format == DslStoreFormat.TIMESTAMPED;
    }

    public DslStoreFormat dslStoreFormat() {
        return format;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DslKeyValueParams that && name.equals(that.name) && format == that.format;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, format);
    }

    @Override
    public String toString() {
        return "DslKeyValueParams{name='" + name + "', dslStoreFormat=" + format + '}';
    }
}
