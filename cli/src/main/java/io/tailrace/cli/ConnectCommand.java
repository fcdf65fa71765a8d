package io.tailrace.cli;

import io.tailrace.connect.ConnectRuntime;
import io.tailrace.connect.ConnectorStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tailrace connect run}. */
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        description = "Run connectors: plugins written for Apache Kafka Connect, unmodified.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tailrace connect run lines.properties",
            "  tailrace connect run worker.properties lines.properties sink.properties",
            "",
            "lines.properties:",
            "  name=lines",
            "  connector.class=FileSource",
            "  file=/var/log/app.log",
            "  topic=lines"
        })
final class ConnectCommand implements Runnable {

    private static final long CHECK_MS = 1000;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected run");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Run connectors until Ctrl-C. A file without connector.class configures the worker.")
    int run(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "FILE",
                            description = "Properties of a connector, or of the worker.")
                    List<Path> files,
            @Option(
                            names = {"-b", "--bootstrap"},
                            paramLabel = "ADDR",
                            description =
                                    "Brokers. Default: bootstrap.servers of the worker file, $TAILRACE_BOOTSTRAP, or 127.0.0.1:9092.")
                    @Nullable
                    String bootstrap,
            @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the worker.") @Nullable
                    Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> worker = new HashMap<>();
        worker.put("bootstrap.servers", System.getenv().getOrDefault("TAILRACE_BOOTSTRAP", "127.0.0.1:9092"));
        List<Map<String, String>> connectors = new ArrayList<>();
        for (Path file : files) {
            Map<String, String> properties = PropertiesFile.load(file);
            if (properties.containsKey("connector.class")) {
                connectors.add(properties);
            } else {
                worker.putAll(properties);
            }
        }
        if (settings != null) {
            worker.putAll(settings);
        }
        if (bootstrap != null) {
            worker.put("bootstrap.servers", bootstrap);
        }
        if (connectors.isEmpty()) {
            throw new CommandFailure("expected connector.class in one of the files, found it in none of " + files);
        }
        return run(worker, connectors);
    }

    private int run(Map<String, String> worker, List<Map<String, String>> connectors) throws InterruptedException {
        try (ConnectRuntime connect = ConnectRuntime.start(worker)) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                connect.close();
                main.interrupt();
            }));
            for (Map<String, String> connector : connectors) {
                connect.run(connector);
                spec.commandLine().getOut().printf("Running connector %s%n", connector.get("name"));
                spec.commandLine().getOut().flush();
            }
            while (!connect.hasEnded()) {
                Thread.sleep(CHECK_MS);
            }
            for (ConnectorStatus status : connect.statuses()) {
                status.tasks()
                        .forEach(task -> spec.commandLine()
                                .getErr()
                                .printf("tailrace: task %s is %s: %s%n", task.id(), task.state(), task.failure()));
            }
            return connect.statuses().stream().anyMatch(ConnectorStatus::hasFailed) ? 1 : 0;
        }
    }
}
