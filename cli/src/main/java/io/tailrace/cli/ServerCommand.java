package io.tailrace.cli;

import io.tailrace.broker.BrokerServer;
import io.tailrace.broker.config.BrokerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tailrace server}: a broker that speaks Kafka's wire protocol, until it is told to stop. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = {
            "Run a server that every Kafka client can use. Prints one line when it accepts connections;",
            "SIGTERM and Ctrl-C stop it cleanly."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tailrace server --data data",
            "  tailrace server --listen 0.0.0.0:9092 --data /var/lib/tailrace --set num.partitions=3",
            "  tailrace server --config server.properties --set log.retention.hours=24",
            "",
            "Settings are Kafka's, such as log.retention.hours, and durability=os|fsync."
        })
final class ServerCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where to listen; port 0 lets the system choose. Default: 127.0.0.1:9092.")
    private @Nullable String listen;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder; made if it does not exist. Default: data.")
    private @Nullable Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "A properties file with settings.")
    private @Nullable Path configFile;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; goes before the file's.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        BrokerConfig config = new BrokerConfig(properties());
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        BrokerServer server = BrokerServer.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            // A signal asked for this end, so it is no failure; the virtual machine would say 143.
            Runtime.getRuntime().halt(0);
        }));
        spec.commandLine()
                .getOut()
                .printf(
                        "Tailrace accepts connections on %s, data in %s%n",
                        server.bootstrapServers(),
                        config.dataDirectories().stream().map(Path::toString).collect(Collectors.joining(", ")));
        spec.commandLine().getOut().flush();
        AtomicReference<@Nullable Throwable> offline = new AtomicReference<>();
        var unused = server.broker().whenOffline().thenAccept(cause -> {
            offline.set(cause);
            stop.countDown();
        });
        stop.await();
        try {
            server.close();
        } finally {
            stopped.countDown();
        }
        if (offline.get() != null) {
            throw new CommandFailure("the data folder went offline and nothing more is acknowledged from it: "
                    + offline.get().getMessage());
        }
        return 0;
    }

    private Map<String, String> properties() throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("listeners", "PLAINTEXT://127.0.0.1:9092");
        properties.put("log.dirs", "data");
        if (configFile != null) {
            properties.putAll(PropertiesFile.load(configFile));
        }
        properties.putAll(settings);
        if (listen != null) {
            properties.put("listeners", "PLAINTEXT://" + address(listen));
        }
        if (data != null) {
            properties.put("log.dirs", data.toString());
        }
        return properties;
    }

    private String address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon >= 0 && port >= 0 && port <= 65_535) {
                return text;
            }
        } catch (NumberFormatException e) {
            throw notAnAddress(text);
        }
        throw notAnAddress(text);
    }

    private ParameterException notAnAddress(String text) {
        return new ParameterException(
                spec.commandLine(), "expected --listen HOST:PORT, such as 127.0.0.1:9092, found " + text);
    }
}
