package io.tailrace.streams.plan;

import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.errors.TopologyException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics and stores whose names were generated. Such a name holds a running number, so it changes when an operation is added
 * before it, and the application then does not find its state any more.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
public final class ImplicitNames {
    private static final Logger LOG = LoggerFactory.getLogger(ImplicitNames.class);

    private final boolean forbidden;
    private final List<String> changelogs = new ArrayList<>();
    private final List<String> stores = new ArrayList<>();
    private final List<String> repartitions = new ArrayList<>();

    /** @param forbidden whether {@code ensure.explicit.internal.resource.naming} is set */
    ImplicitNames(boolean forbidden) {
        this.forbidden = forbidden;
    }

    public void store(String name, boolean logged) {
        stores.add(name);
        if (logged) {
            changelogOf(name);
        }
    }

    public void changelogOf(String storeName) {
        changelogs.add(storeName + "-changelog");
    }

    /** @param topic name without the application's prefix */
    public void repartition(String topic) {
        repartitions.add(topic);
    }

    /** @throws TopologyException if there are generated names and they are forbidden */
    void check() {
        String found = line("changelog topic(s)", changelogs)
                + line("state store(s)", stores)
                + line("repartition topic(s)", repartitions);
        if (found.isEmpty()) {
            return;
        }
        if (forbidden) {
            throw new TopologyException(found);
        }
        LOG.debug(
                "Names of topics or stores were generated and change with the topology. Set {} to true to be told so. {}",
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                found);
    }

    private static String line(String what, List<String> names) {
        return names.isEmpty()
                ? ""
                : names.stream()
                        .distinct()
                        .collect(Collectors.joining(
                                ", ", "Following " + what + " has not been named: ", System.lineSeparator()));
    }
}
