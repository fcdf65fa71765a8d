package io.tailrace.samples.nexmark;

import io.tailrace.samples.nexmark.generator.GeneratorSettings;
import io.tailrace.samples.nexmark.query.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param queries at least one
 * @param bootstrap brokers, or null for an embedded log store that is removed afterwards
 * @param threads of the Streams application
 * @param partitions of the topic of events
 */
public record NexmarkOptions(
        List<Query> queries,
        GeneratorSettings events,
        @Nullable String bootstrap,
        int threads,
        int partitions) {

    public NexmarkOptions {
        queries = List.copyOf(queries);
        if (queries.isEmpty() || threads < 1 || partitions < 1) {
            throw new IllegalArgumentException("expected a query, and at least 1 thread and 1 partition, found "
                    + queries.size() + " queries, " + threads + " threads and " + partitions + " partitions");
        }
    }
}
