package io.tailrace.clients.admin;

import io.tailrace.clients.admin.AdminCalls.Outcome;
import io.tailrace.clients.core.Call;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.DescribeConfigsRequest;
import io.tailrace.protocol.message.DescribeConfigsResponse;
import io.tailrace.protocol.message.IncrementalAlterConfigsRequest;
import io.tailrace.protocol.message.IncrementalAlterConfigsResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads and changes settings. What is one broker's own, that broker answers; the rest, any. <b>Threads:</b> any. */
final class ConfigAdmin {

    private final AdminCalls calls;

    ConfigAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    DescribeConfigsResult describe(Collection<ConfigResource> resources, DescribeConfigsOptions options) {
        return new DescribeConfigsResult(calls.keyed(
                Set.copyOf(resources),
                options,
                wanted -> byBroker(wanted, some -> {
                    List<DescribeConfigsRequest.DescribeConfigsResource> asked = new ArrayList<>();
                    some.forEach(resource -> asked.add(new DescribeConfigsRequest.DescribeConfigsResource()
                            .setResourceType(resource.type().id())
                            .setResourceName(resource.name())
                            .setConfigurationKeys(null)));
                    DescribeConfigsRequest request = new DescribeConfigsRequest()
                            .setResources(asked)
                            .setIncludeSynonyms(options.includeSynonyms())
                            .setIncludeDocumentation(options.includeDocumentation());
                    return send(some, Call.of(request, DescribeConfigsResponse.class))
                            .thenApply(response -> {
                                Map<ConfigResource, Outcome<Config>> outcomes = new HashMap<>();
                                response.results()
                                        .forEach(result -> outcomes.put(
                                                resource(result.resourceType(), result.resourceName()),
                                                Outcome.of(result.errorCode(), result.errorMessage(), config(result))));
                                return outcomes;
                            });
                })));
    }

    private static Config config(DescribeConfigsResponse.DescribeConfigsResult result) {
        List<ConfigEntry> entries = new ArrayList<>();
        for (DescribeConfigsResponse.DescribeConfigsResourceResult entry : result.configs()) {
            entries.add(new ConfigEntry(
                    entry.name(),
                    entry.value(),
                    ConfigEntry.ConfigSource.forId(entry.configSource()),
                    entry.isSensitive(),
                    entry.readOnly(),
                    entry.synonyms().stream()
                            .map(synonym -> new ConfigEntry.ConfigSynonym(
                                    synonym.name(), synonym.value(), ConfigEntry.ConfigSource.forId(synonym.source())))
                            .toList(),
                    ConfigEntry.ConfigType.forId(entry.configType()),
                    entry.documentation()));
        }
        return new Config(entries);
    }

    AlterConfigsResult alter(Map<ConfigResource, Collection<AlterConfigOp>> changes, AlterConfigsOptions options) {
        return new AlterConfigsResult(calls.keyed(
                changes.keySet(),
                options,
                wanted -> byBroker(wanted, some -> {
                    List<IncrementalAlterConfigsRequest.AlterConfigsResource> asked = new ArrayList<>();
                    some.forEach(resource -> asked.add(new IncrementalAlterConfigsRequest.AlterConfigsResource()
                            .setResourceType(resource.type().id())
                            .setResourceName(resource.name())
                            .setConfigs(alterable(changes.getOrDefault(resource, List.of())))));
                    IncrementalAlterConfigsRequest request = new IncrementalAlterConfigsRequest()
                            .setResources(asked)
                            .setValidateOnly(options.shouldValidateOnly());
                    return send(some, Call.of(request, IncrementalAlterConfigsResponse.class))
                            .thenApply(response -> {
                                Map<ConfigResource, Outcome<Void>> outcomes = new HashMap<>();
                                response.responses()
                                        .forEach(result -> outcomes.put(
                                                resource(result.resourceType(), result.resourceName()),
                                                Outcome.of(result.errorCode(), result.errorMessage(), null)));
                                return outcomes;
                            });
                })));
    }

    private static List<IncrementalAlterConfigsRequest.AlterableConfig> alterable(
            Collection<AlterConfigOp> operations) {
        List<IncrementalAlterConfigsRequest.AlterableConfig> alterable = new ArrayList<>();
        operations.forEach(operation -> alterable.add(new IncrementalAlterConfigsRequest.AlterableConfig()
                .setName(operation.configEntry().name())
                .setConfigOperation(operation.opType().id())
                .setValue(operation.configEntry().value())));
        return alterable;
    }

    private static ConfigResource resource(byte type, String name) {
        return new ConfigResource(ConfigResource.Type.forId(type), name);
    }

    /** A request for resources of one broker, or of none in particular. */
    private interface Ask<V> {
        CompletableFuture<Map<ConfigResource, Outcome<V>>> ask(Set<ConfigResource> resources);
    }

    private static <V> CompletableFuture<Map<ConfigResource, Outcome<V>>> byBroker(
            Set<ConfigResource> resources, Ask<V> ask) {
        Map<Integer, Set<ConfigResource>> groups = new HashMap<>();
        for (ConfigResource resource : resources) {
            Integer broker = broker(resource);
            groups.computeIfAbsent(broker == null ? -1 : broker, key -> new java.util.HashSet<>())
                    .add(resource);
        }
        return Fan.out(groups, (broker, some) -> ask.ask(some));
    }

    private <R extends ApiMessage> CompletableFuture<R> send(Set<ConfigResource> resources, Call<R> call) {
        Integer broker = broker(resources.iterator().next());
        return broker == null ? calls.client().sendToAny(call) : calls.client().send(broker, call);
    }

    /** The broker whose own settings these are, or null. */
    private static @Nullable Integer broker(ConfigResource resource) {
        boolean own =
                resource.type() == ConfigResource.Type.BROKER || resource.type() == ConfigResource.Type.BROKER_LOGGER;
        try {
            return own && !resource.name().isEmpty() ? Integer.valueOf(resource.name()) : null;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected the number of a broker, found " + resource.name(), e);
        }
    }
}
