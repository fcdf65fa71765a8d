package io.tailrace.samples.clickstream;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked for.
 *
 * @param input the log to read, or null to generate one
 * @param output the folder for the results; made if it does not exist
 * @param bootstrap brokers as {@code host:port,…}, or null to run embedded
 * @param threads how many threads the Streams application uses
 * @param lines how many lines to generate where there is no input
 */
public record ClickstreamOptions(
        @Nullable Path input, Path output, @Nullable String bootstrap, int threads, int lines) {

    public static final int DEFAULT_LINES = 200_000;

    public ClickstreamOptions {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("expected 1 to 64 threads, found " + threads);
        }
        if (lines < 1) {
            throw new IllegalArgumentException("expected at least 1 line to generate, found " + lines);
        }
    }
}
