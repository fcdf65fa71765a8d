package io.tailrace.cli;

import io.tailrace.clients.admin.Admin;
import io.tailrace.common.config.NearestKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Option;

/** How a command reaches the brokers. */
final class ClientOptions {

    @Option(
            names = {"-b", "--bootstrap"},
            paramLabel = "ADDR",
            defaultValue = "${env:TAILRACE_BOOTSTRAP:-127.0.0.1:9092}",
            description = "Brokers as HOST:PORT,... or embedded:DIR for the log store in DIR, opened in this process."
                    + " Default: $TAILRACE_BOOTSTRAP, or 127.0.0.1:9092.")
    private String bootstrap = "";

    @Option(
            names = {"-p", "--property"},
            paramLabel = "KEY=VALUE",
            description = "A further client setting, such as request.timeout.ms=5000.")
    private Map<String, String> properties = new LinkedHashMap<>();

    /** The client configuration that the user asked for, over {@code defaults}. */
    Map<String, Object> config(Map<String, Object> defaults) {
        Map<String, Object> config = new HashMap<>(defaults);
        config.put("bootstrap.servers", bootstrap);
        config.putAll(properties);
        return config;
    }

    Admin admin() {
        return Admin.create(config(Map.of("request.timeout.ms", 10_000, "default.api.timeout.ms", 15_000)));
    }

    /** Fails with the nearest known name unless the topic exists. */
    void requireTopic(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            requireTopic(admin, topic);
        }
    }

    static void requireTopic(Admin admin, String topic) throws InterruptedException, ExecutionException {
        Set<String> known = admin.listTopics(new io.tailrace.clients.admin.ListTopicsOptions().listInternal(true))
                .names()
                .get();
        if (!known.contains(topic)) {
            throw new CommandFailure("expected an existing topic, found " + topic + suggestion(topic, known));
        }
    }

    static String suggestion(String unknown, Set<String> known) {
        String nearest = NearestKey.of(unknown, known);
        if (nearest != null) {
            return "; did you mean " + nearest + "?";
        }
        return known.isEmpty() ? "; there are none yet" : "; 'list' shows those there are";
    }
}
