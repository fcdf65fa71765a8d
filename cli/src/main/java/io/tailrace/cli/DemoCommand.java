package io.tailrace.cli;

import io.tailrace.samples.clickstream.ClickstreamDemo;
import io.tailrace.samples.clickstream.ClickstreamOptions;
import io.tailrace.samples.nexmark.NexmarkDemo;
import io.tailrace.samples.nexmark.NexmarkOptions;
import io.tailrace.samples.nexmark.generator.GeneratorSettings;
import io.tailrace.samples.nexmark.query.Queries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tailrace demo clickstream} and {@code tailrace demo nexmark}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Run a sample application.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tailrace demo clickstream",
            "  tailrace demo clickstream --input access.log --output results --threads 4",
            "  tailrace demo clickstream --bootstrap 127.0.0.1:9092",
            "  tailrace demo nexmark --query q3,q5 --events 200000"
        })
final class DemoCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected clickstream or nexmark");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Read an access log into hits per page and hour, and sessions per client.",
                "Results: OUTPUT/pages.csv and OUTPUT/sessions.csv. A run that was killed goes on when it is started again."
            })
    void clickstream(
            @Option(
                            names = "--input",
                            paramLabel = "FILE",
                            description = "A log in the combined format. Default: one is generated.")
                    @Nullable
                    Path input,
            @Option(
                            names = "--output",
                            paramLabel = "DIR",
                            defaultValue = "tailrace-demo",
                            description = "Where the results go. Default: ${DEFAULT-VALUE}.")
                    Path output,
            @Option(
                            names = {"-b", "--bootstrap"},
                            paramLabel = "ADDR",
                            description = "Brokers as HOST:PORT,... Default: embedded, in this process.")
                    @Nullable
                    String bootstrap,
            @Option(
                            names = "--threads",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "Threads of the application. Default: ${DEFAULT-VALUE}.")
                    int threads,
            @Option(
                            names = "--lines",
                            paramLabel = "N",
                            defaultValue = "" + ClickstreamOptions.DEFAULT_LINES,
                            description = "Lines to generate. Default: ${DEFAULT-VALUE}.")
                    int lines)
            throws IOException, InterruptedException, ExecutionException {
        ClickstreamOptions options;
        try {
            options = new ClickstreamOptions(input, output, bootstrap, threads, lines);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        new ClickstreamDemo(options, System.out, Terminal.onOutput()).run();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Run queries of Nexmark, a benchmark of an auction site, and say how fast they were.",
                "Results: topics nexmark-QUERY of the brokers."
            })
    void nexmark(
            @Option(
                            names = "--query",
                            paramLabel = "NAME",
                            split = ",",
                            description = "q0 to q9, q11 to q20; several separated by commas. Default: all.")
                    @Nullable
                    List<String> queries,
            @Option(
                            names = "--events",
                            paramLabel = "N",
                            defaultValue = "100000",
                            description = "Events to generate. Default: ${DEFAULT-VALUE}.")
                    long events,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "10000",
                            description = "Events a second of event time. Default: ${DEFAULT-VALUE}.")
                    long rate,
            @Option(
                            names = "--out-of-order",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "Shuffle events within groups of N. Default: ${DEFAULT-VALUE}, in order.")
                    int group,
            @Option(
                            names = {"-b", "--bootstrap"},
                            paramLabel = "ADDR",
                            description = "Brokers as HOST:PORT,... Default: embedded, in this process.")
                    @Nullable
                    String bootstrap,
            @Option(
                            names = "--threads",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "Threads of the application. Default: ${DEFAULT-VALUE}.")
                    int threads,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            defaultValue = "4",
                            description = "Partitions of the events. Default: ${DEFAULT-VALUE}.")
                    int partitions)
            throws IOException, InterruptedException, ExecutionException {
        NexmarkOptions options;
        try {
            options = new NexmarkOptions(
                    queries == null
                            ? Queries.all()
                            : queries.stream().map(Queries::named).toList(),
                    GeneratorSettings.of(events, rate).withOutOfOrderGroup(group),
                    bootstrap,
                    threads,
                    partitions);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        new NexmarkDemo(options, System.out).run();
    }
}
