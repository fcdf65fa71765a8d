package io.tailrace.samples.clickstream;

import io.tailrace.clients.admin.Admin;
import io.tailrace.connect.ConnectRuntime;
import io.tailrace.connect.ConnectorStatus;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the sample from a log file to two CSV files: a file source connector writes the lines to topic {@code clicks}, the
 * Streams application ({@link ClickstreamTopology}) makes two tables of them, and what the tables hold when every line is
 * processed is written out. A run that was killed goes on where it stopped when it is started again.
 *
 * <p><b>Threads:</b> one; connector and application have their own.
 */
public final class ClickstreamDemo {

    private static final String CONNECTOR = "access-log";
    private static final long CHECK_MS = 100;

    private final ClickstreamOptions options;
    private final PrintStream out;
    private final boolean terminal;
    private final RunCounters counters = new RunCounters();

    /**
     * @param out where progress and summary go
     * @param terminal whether {@code out} is a terminal, on which a line can be rewritten
     */
    public ClickstreamDemo(ClickstreamOptions options, PrintStream out, boolean terminal) {
        this.options = options;
        this.out = out;
        this.terminal = terminal;
    }

    /** Runs to the end. */
    public void run() throws IOException, InterruptedException, ExecutionException {
        Files.createDirectories(options.output());
        Path input = options.input() != null ? options.input() : generated();
        if (!Files.isReadable(input) || Files.isDirectory(input)) {
            throw new IOException("expected a readable log file, found none at " + input);
        }
        String address = options.bootstrap() != null ? options.bootstrap() : "embedded";
        @Nullable Run unfinished = Run.unfinished(options.output(), input, address);
        Run run = unfinished != null
                ? unfinished
                : Run.begin(
                        options.output(),
                        input,
                        address,
                        "clickstream-" + UUID.randomUUID().toString().substring(0, 8));
        out.printf(
                "%s %s %s%n",
                unfinished == null ? "Reading" : "Going on with the unfinished run on",
                input,
                options.bootstrap() == null ? "with an embedded log store" : "through " + address);

        String bootstrap = options.bootstrap() != null ? options.bootstrap() : "embedded:" + run.path("log");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            Topics topics = new Topics(admin);
            topics.create();
            if (unfinished == null) {
                topics.noteBegins(run);
                topics.commitBegins(run, run.id());
                run.save();
            }
            process(run, bootstrap, input, topics);
        }
        out.printf(
                "%nResults: %s and %s%n",
                options.output().resolve("pages.csv"), options.output().resolve("sessions.csv"));
    }

    private Path generated() throws IOException {
        Path log = options.output().resolve("access-" + options.lines() + ".log");
        if (!Files.exists(log)) {
            out.printf("Writing an access log of %,d lines to %s%n", options.lines(), log);
            new AccessLogGenerator(options.lines()).write(log, options.lines());
        }
        return log;
    }

    private void process(Run run, String bootstrap, Path input, Topics topics)
            throws IOException, InterruptedException, ExecutionException {
        LiveView view = new LiveView(out, counters, terminal);
        try (ConnectRuntime connect = ConnectRuntime.start(Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "offset.storage.file.filename",
                        run.path("connect-offsets.json").toString(),
                        "offset.flush.interval.ms",
                        "250"));
                TailraceStreams streams =
                        new TailraceStreams(ClickstreamTopology.build(counters), application(run, bootstrap))) {
            streams.start();
            connect.run(Map.of(
                    "name",
                    CONNECTOR,
                    "connector.class",
                    "io.tailrace.connect.file.FileSourceConnector",
                    "file",
                    input.toAbsolutePath().toString(),
                    "topic",
                    ClickstreamTopology.CLICKS,
                    "unterminated.line.ms",
                    "500",
                    "transforms",
                    "key",
                    "transforms.key.type",
                    ClientAddressKey.class.getName()));
            awaitEnd(run, input, topics, connect, streams, view);
        }
        view.end();
        double seconds = view.seconds();
        Results results = Results.read(bootstrap, run);
        results.write(options.output());
        topics.deleteInternal(run.id());
        run.end();
        Summary.print(out, results, counters, seconds);
    }

    private Properties application(Run run, String bootstrap) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, run.id());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
        config.put(StreamsConfig.STATE_DIR_CONFIG, run.path("state").toString());
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        // A run that goes on after a kill waits until the group has given up the members of the killed one.
        config.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 10_000);
        return config;
    }

    /** Waits until the whole file is in the topic, every line is processed, and so is every hit behind the repartitioning. */
    private void awaitEnd(
            Run run, Path input, Topics topics, ConnectRuntime connect, TailraceStreams streams, LiveView view)
            throws IOException, InterruptedException, ExecutionException {
        String repartitioned = run.id() + "-" + ClickstreamTopology.HITS_BY_PATH + "-repartition";
        while (true) {
            failIfFailed(connect.status(CONNECTOR), streams);
            long read = bytesRead(connect);
            long size = Files.size(input);
            view.update(read, size);
            // In this order: what was committed for the clicks has been flushed to the repartition topic before.
            if (read == size
                    && topics.isProcessed(ClickstreamTopology.CLICKS, run.id())
                    && topics.isProcessed(repartitioned, run.id())) {
                return;
            }
            Thread.sleep(CHECK_MS);
        }
    }

    private static void failIfFailed(ConnectorStatus connector, TailraceStreams streams) throws IOException {
        if (connector.hasFailed()) {
            throw new IOException(
                    "the file source failed", connector.tasks().get(0).failure());
        }
        if (streams.state() == TailraceStreams.State.ERROR || streams.state() == TailraceStreams.State.NOT_RUNNING) {
            throw new IOException("the Streams application ended in state " + streams.state() + "; the log says why");
        }
    }

    private static long bytesRead(ConnectRuntime connect) {
        return connect.sourceOffsets(CONNECTOR).values().stream()
                .mapToLong(offset -> offset.get("position") instanceof Number position ? position.longValue() : 0)
                .sum();
    }
}
