package io.tailrace.clients.core;

import io.tailrace.clients.CommonClientConfigs;
import io.tailrace.clients.network.TcpTransport;
import io.tailrace.common.config.ConfigException;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.protocol.transport.Transport;
import io.tailrace.protocol.transport.TransportProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one client, as {@code bootstrap.servers} asks for them: TCP with its event loop as scheduler, or the
 * transport of a scheme with a thread for the client.
 *
 * <p><b>Threads:</b> immutable.
 */
record Connectivity(
        Transport transport, Scheduler scheduler, Runnable stopScheduler, List<BootstrapAddress> addresses) {

    static Connectivity over(ClientSettings settings, Transport transport, Scheduler scheduler) {
        List<BootstrapAddress> addresses = new ArrayList<>();
        for (String server : settings.bootstrapServers()) {
            addresses.add(addressOf(server));
        }
        return new Connectivity(transport, scheduler, () -> {}, addresses);
    }

    /** Of a transport that is given, so that a location need not be an address of its own. */
    private static BootstrapAddress addressOf(String server) {
        int colon = server.indexOf(':');
        boolean isAddress = server.matches(".*:\\d+");
        return isAddress || colon < 0
                ? BootstrapAddress.parse(server)
                : new BootstrapAddress(server.substring(0, colon), 0);
    }

    static Connectivity open(ClientSettings settings, Map<String, ?> originals) {
        String all = String.join(",", settings.bootstrapServers());
        int colon = all.indexOf(':');
        String threadName = "tailrace-" + (settings.clientId().isEmpty() ? "client" : settings.clientId());
        if (colon > 0) {
            String scheme = all.substring(0, colon);
            TransportProvider provider = provider(scheme);
            if (provider != null) {
                Transport transport = provider.open(all.substring(colon + 1), originals);
                SingleThreadScheduler scheduler = new SingleThreadScheduler(threadName);
                return new Connectivity(
                        transport, scheduler, scheduler::close, List.of(new BootstrapAddress(scheme, 0)));
            }
        }
        List<BootstrapAddress> addresses = new ArrayList<>();
        settings.bootstrapServers().forEach(server -> addresses.add(BootstrapAddress.parse(server)));
        if (addresses.isEmpty()) {
            throw new ConfigException(
                    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, all, "expected at least one address");
        }
        TcpTransport transport = new TcpTransport(
                threadName, settings.clientId(), settings.socketSendBytes(), settings.socketReceiveBytes());
        return new Connectivity(transport, transport.scheduler(), () -> {}, addresses);
    }

    private static @Nullable TransportProvider provider(String scheme) {
        for (TransportProvider provider :
                ServiceLoader.load(TransportProvider.class, Connectivity.class.getClassLoader())) {
            if (provider.scheme().equals(scheme)) {
                return provider;
            }
        }
        return null;
    }
}
