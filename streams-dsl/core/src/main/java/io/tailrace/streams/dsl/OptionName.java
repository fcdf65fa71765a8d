package io.tailrace.streams.dsl;

import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.plan.Plan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the name out of a {@link Named}. */
final class OptionName extends Named {
    private OptionName(Named named) {
        super(named);
    }

    static @Nullable String of(Named named) {
        return new OptionName(named).name;
    }

    /** @throws io.tailrace.streams.errors.TopologyException if a name is given that is not legal */
    static void requireLegal(@Nullable String given) {
        if (given != null) {
            Named.validate(given);
        }
    }

    /** The given name, or a generated one. The running number advances either way, so that other names do not depend on it. */
    static String orGenerated(@Nullable String given, Plan plan, String prefix) {
        String generated = plan.newProcessorName(prefix);
        return given == null ? generated : given;
    }

    static String orGenerated(Named named, Plan plan, String prefix) {
        Objects.requireNonNull(named, "named can't be null");
        return orGenerated(of(named), plan, prefix);
    }

    static String suffixedOrGenerated(@Nullable String given, String suffix, Plan plan, String prefix) {
        String generated = plan.newProcessorName(prefix);
        if (given == null) {
            return generated;
        }
        Named.validate(given + suffix);
        return given + suffix;
    }
}
