package io.tailrace.streams.plan;

import io.tailrace.streams.TopologyConfig;

/**
 * What a plan needs of the configuration of its topology.
 *
 * @param explicitNamesOnly whether generated names of topics and stores are an error
 * @param processChanges whether {@code process} counts as changing keys and values, and {@code processValues} values, when repartition
 *     topics are merged. Kafka has this off by default, as the names of topics depend on it.
 */
public record PlanSettings(boolean explicitNamesOnly, boolean processChanges) {
    public static PlanSettings of(TopologyConfig config) {
        return new PlanSettings(
                config.ensureExplicitInternalResourceNaming,
                TopologyConfig.InternalConfig.getBoolean(
                        config.originals(), TopologyConfig.InternalConfig.ENABLE_PROCESS_PROCESSVALUE_FIX, false));
    }
}
