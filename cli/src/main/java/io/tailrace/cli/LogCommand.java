package io.tailrace.cli;

import io.tailrace.storage.inspect.DirectoryUse;
import io.tailrace.storage.inspect.LogDump;
import io.tailrace.storage.inspect.LogRepair;
import io.tailrace.storage.inspect.LogVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tailrace log dump|verify|repair}: the files of a log, without a server. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "Look into the files of a log, verify and repair them, without a server.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tailrace log dump data/clicks-0                       batches, indexes, snapshots, epochs",
            "  tailrace log dump --records --json data/clicks-0/00000000000000000000.log",
            "  tailrace log verify data                              exit code 1 if something is wrong",
            "  tailrace log repair --dry-run data                    what a repair would do",
            "  tailrace log repair data",
            "",
            "A path names a file, a partition's directory or a data directory, of Tailrace or of Apache Kafka."
        })
final class LogCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected dump, verify or repair");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Show what is in the files: batches, index entries, producers, epochs, checkpoints. Reads only.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  tailrace log dump data/clicks-0",
                "  tailrace log dump --records --key-format long data/counts-0/00000000000000000000.log",
                "  tailrace log dump --json data/clicks-0 | jq 'select(.type == \"batch\" and .control)'"
            })
    int dump(
            @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and directories.") List<Path> paths,
            @Option(names = "--records", description = "Open the batches and show their records.") boolean records,
            @Option(names = "--json", description = "A JSON object a line; its fields do not change between versions.")
                    boolean json,
            @Option(
                            names = "--key-format",
                            paramLabel = "FORMAT",
                            defaultValue = "text",
                            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
                    Format keys,
            @Option(
                            names = "--value-format",
                            paramLabel = "FORMAT",
                            defaultValue = "text",
                            description = "The same, for values and headers.")
                    Format values)
            throws IOException {
        try (ItemPrinter printer = printer(json, keys, values)) {
            LogDump dump = new LogDump(records, printer);
            for (Path path : paths) {
                warnIfInUse(path);
                dump.dump(path);
            }
            return dump.problems() == 0 ? 0 : 1;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Read everything and say what is wrong: batches, records, and whether indexes, snapshots, epochs and",
                "checkpoints fit them. Reads only. Exit code 1 if something is wrong."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  tailrace log verify data", "  tailrace log verify --json data/clicks-0 data/clicks-1"})
    int verify(
            @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and directories.") List<Path> paths,
            @Option(names = "--json", description = "A JSON object a line.") boolean json)
            throws IOException {
        boolean sound = true;
        try (ItemPrinter printer = printer(json, Format.TEXT, Format.TEXT)) {
            for (Path path : paths) {
                warnIfInUse(path);
                sound &= new LogVerifier(printer).verify(path);
            }
        }
        return sound ? 0 : 1;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Cut a torn end, make indexes, snapshots and epochs anew that do not fit, drop checkpoints that do not fit,",
                "and say so. Damage amid sound data is left alone unless --cut-at-damage says otherwise.",
                "The server must be stopped. Exit code 1 if something is left."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  tailrace log repair --dry-run data", "  tailrace log repair data/clicks-0"})
    int repair(
            @Parameters(paramLabel = "DIR", description = "A partition's directory or a data directory.") Path path,
            @Option(names = "--dry-run", description = "Say what would be done, and write nothing.") boolean dryRun,
            @Option(
                            names = "--cut-at-damage",
                            description = "Cut a log that is damaged in its midst there. All that follows is lost.")
                    boolean cutAtDamage,
            @Option(
                            names = "--index-interval-bytes",
                            paramLabel = "BYTES",
                            defaultValue = "4096",
                            description = "The topic's index.interval.bytes, where it is not ${DEFAULT-VALUE}.")
                    int indexIntervalBytes,
            @Option(names = "--json", description = "A JSON object a line.") boolean json)
            throws IOException {
        if (dryRun) {
            warnIfInUse(path);
        }
        try (ItemPrinter printer = printer(json, Format.TEXT, Format.TEXT)) {
            return new LogRepair(dryRun, cutAtDamage, indexIntervalBytes, printer).repair(path) ? 0 : 1;
        }
    }

    private ItemPrinter printer(boolean json, Format keys, Format values) {
        return new ItemPrinter(spec.commandLine().getOut(), json, keys, values);
    }

    private void warnIfInUse(Path path) throws IOException {
        OptionalLong owner = DirectoryUse.owner(path);
        if (owner.isPresent()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "tailrace: %s seems to be in use by the process with pid %d: what it is about to write may"
                                    + " look like a torn end%n",
                            path, owner.getAsLong());
        }
    }
}
