package io.tailrace.cli;

import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * Entrance of the command line. Exit codes: 0 done, 1 failed, 2 not understood.
 */
@Command(
        name = "tailrace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Stream processing for Java on its own log, speaking the Apache Kafka protocol.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tailrace demo clickstream                 the whole pipeline in one process",
            "  tailrace server --data data               a server on 127.0.0.1:9092",
            "  tailrace topic create clicks --partitions 3",
            "  echo hello | tailrace produce clicks",
            "  tailrace consume clicks --from-beginning",
            "",
            "'tailrace COMMAND --help' tells more of each command."
        },
        subcommands = {
            ServerCommand.class,
            TopicCommand.class,
            ProduceCommand.class,
            ConsumeCommand.class,
            GroupCommand.class,
            LogCommand.class,
            ConnectCommand.class,
            DemoCommand.class,
            BenchCommand.class
        })
public final class Tailrace implements Runnable {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of an error, and log what happens inside.")
    private boolean verbose;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        if (java.util.List.of(args).contains("--verbose")) {
            System.setProperty(
                    "tailrace.log.level", "INFO"); // read by CommandLineLogging, so set before the first logger
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Tailrace())
                .setExecutionExceptionHandler(Tailrace::report)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }

    private static int report(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof ParameterException usage) {
            return command.getParameterExceptionHandler().handleParseException(usage, new String[0]);
        }
        Throwable cause = failure;
        while (cause instanceof ExecutionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        PrintWriter err = command.getErr();
        String message = cause.getMessage();
        err.println("tailrace: " + (message == null ? cause.getClass().getSimpleName() : message));
        for (Throwable deeper = cause.getCause(); deeper != null; deeper = deeper.getCause()) {
            if (deeper.getMessage() != null && !String.valueOf(message).contains(deeper.getMessage())) {
                err.println("  because: " + deeper.getMessage());
            }
        }
        if (((Tailrace) command.getCommandSpec().root().userObject()).verbose) {
            failure.printStackTrace(err);
        }
        return 1;
    }
}
