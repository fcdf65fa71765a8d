package io.tailrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tailrace bench startup}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tailrace bench startup",
            "  tailrace bench startup --runs 10 --kafka-libs kafka_2.13-4.3.1/libs",
        })
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected startup");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "How long a start takes: a server from exec to its first answered request; an embedded log store from",
                "opening it to the first record read back, in a plain Java process and with the archive of classes that",
                "this command was started with; and Apache Kafka, if its jars are named, as the server."
            })
    void startup(
            @Option(
                            names = "--runs",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "Starts of each kind. Default: ${DEFAULT-VALUE}.")
                    int runs,
            @Option(
                            names = "--kafka-libs",
                            paramLabel = "DIR",
                            description = "The folder of Apache Kafka's jars, to start it beside.")
                    @Nullable
                    Path kafkaLibs)
            throws IOException, InterruptedException {
        List<Double> server = new ArrayList<>();
        List<Double> embedded = new ArrayList<>();
        List<Double> archived = new ArrayList<>();
        List<Double> kafka = new ArrayList<>();
        for (int run = 0; run < runs; run++) { // in turn, so that drift of the machine falls on all alike
            server.add(StartupProbe.server());
            embedded.add(StartupProbe.embedded(false));
            if (StartupProbe.hasClassArchive()) {
                archived.add(StartupProbe.embedded(true));
            }
            if (kafkaLibs != null) {
                kafka.add(StartupProbe.kafka(kafkaLibs));
            }
            Progress.note(spec.commandLine().getErr(), "run " + (run + 1) + " of " + runs);
        }
        Table table = new Table("START", "MEDIAN s", "MIN", "MAX");
        row(table, "tailrace server, exec to first answer", server);
        row(table, "embedded, open to first record", embedded);
        if (archived.isEmpty()) {
            Progress.note(spec.commandLine().getErr(), "no archive of classes was used");
        } else {
            row(table, "embedded, with archive of classes", archived);
        }
        if (!kafka.isEmpty()) {
            row(table, "Apache Kafka, exec to first answer", kafka);
        }
        table.print(spec.commandLine().getOut());
    }

    private static void row(Table table, String what, List<Double> seconds) {
        Collections.sort(seconds);
        table.row(
                what,
                String.format(Locale.ROOT, "%.2f", seconds.get(seconds.size() / 2)),
                String.format(Locale.ROOT, "%.2f", seconds.get(0)),
                String.format(Locale.ROOT, "%.2f", seconds.get(seconds.size() - 1)));
    }
}
