package io.tailrace.streams.topology;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.state.StoreBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store as declared. The kind may be left open until the application's configuration is known.
 *
 * <p><b>Threads:</b> read by all stream threads once the topology is complete; {@code builder} makes a new one each time or returns
 * one that may be used by several threads.
 */
public interface StoreSpec {
    String name();

    boolean loggingEnabled();

    /** Topic configurations of the changelog on top of the defaults. */
    Map<String, String> logConfig();

    /** Retention in ms if the changelog may drop old windows, -1 if not. */
    long retentionMs();

    /** How long rows live after their timestamp in ms, or -1 for ever. */
    default long ttlMs() {
        return -1;
    }

    /** Serde of the keys if the rows have a limited life; null for the default. */
    default @Nullable Serde<?> keySerde() {
        return null;
    }

    /** How long versions of rows are kept in ms, or -1 if the store keeps the newest rows alone. */
    default long historyRetentionMs() {
        return -1;
    }

    /** Whether the store keeps the history of its rows. */
    default boolean isVersioned() {
        return historyRetentionMs() >= 0;
    }

    /**
     * The builder of the store.
     *
     * @param defaults what is configured where the declaration leaves it open
     */
    StoreBuilder<?> builder(StoreDefaults defaults);

    /** Whether the store needs its task's directory. */
    default boolean usesDisk(StoreDefaults defaults) {
        StoreBuilder<?> builder = builder(defaults);
        return (builder instanceof UsesDisk user && user.usesDisk())
                || builder.build().persistent();
    }

    /** This store without a changelog of its own. */
    default StoreSpec unlogged() {
        return new UnloggedStoreSpec(this);
    }

    /** A store that user code declared with a builder. */
    static StoreSpec of(StoreBuilder<?> builder) {
        return new BuilderStoreSpec(builder);
    }
}
