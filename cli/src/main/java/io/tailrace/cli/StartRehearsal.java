package io.tailrace.cli;

import io.tailrace.broker.BrokerServer;
import io.tailrace.broker.config.BrokerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Does once, on an empty folder, what commands do: a server, its clients, an embedded log store, a stream application. The launcher
 * runs it to learn which classes a start needs, and keeps them in an archive.
 */
final class StartRehearsal {

    private static final String DEMO_LINES = "2000";

    private StartRehearsal() {}

    public static void main(String[] args) throws Exception {
        try (ScratchFolder folder = ScratchFolder.make()) {
            run(folder.path());
        }
        System.exit(0);
    }

    static void run(Path folder) throws Exception {
        Path lines = Files.writeString(folder.resolve("lines"), "hello\n");
        Map<String, String> settings = Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:0",
                "log.dirs",
                folder.resolve("server").toString());
        try (BrokerServer server = BrokerServer.start(new BrokerConfig(settings))) {
            String address = server.bootstrapServers();
            command("topic", "create", "greetings", "-b", address);
            command("topic", "list", "-b", address);
            command("produce", "greetings", "--file", lines.toString(), "-b", address);
            command("consume", "greetings", "--from-beginning", "--until-end", "-b", address);
            command("group", "list", "-b", address);
        }
        EmbeddedStart.measure(folder.resolve("embedded").toString());
        command(
                "demo",
                "clickstream",
                "--lines",
                DEMO_LINES,
                "--output",
                folder.resolve("demo").toString());
    }

    private static void command(String... arguments) {
        int exitCode = Tailrace.commandLine().execute(arguments);
        if (exitCode != 0) {
            throw new IllegalStateException("expected exit code 0, actual " + exitCode + " of " + List.of(arguments));
        }
    }
}
