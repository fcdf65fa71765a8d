package io.tailrace.broker;

import io.tailrace.broker.config.BrokerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Servers on the loopback interface, on a port that the system chooses. */
final class TestServers {

    private TestServers() {}

    static BrokerServer start(Path directory) {
        return start(directory, Map.of());
    }

    static BrokerServer start(Path directory, Map<String, ?> overrides) {
        Map<String, Object> config = new HashMap<>();
        config.put("listeners", "PLAINTEXT://127.0.0.1:0");
        config.put("log.dirs", directory.toString());
        config.putAll(overrides);
        return BrokerServer.start(new BrokerConfig(config));
    }
}
