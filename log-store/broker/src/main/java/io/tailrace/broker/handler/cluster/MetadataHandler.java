package io.tailrace.broker.handler.cluster;

import io.tailrace.broker.cluster.AdvertisedEndpoints;
import io.tailrace.broker.cluster.AuthorizedOperations;
import io.tailrace.broker.network.Endpoint;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.broker.topic.TopicCreator;
import io.tailrace.broker.topic.TopicNames;
import io.tailrace.metadata.MetadataImage;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.TopicImage;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.codec.Uuids;
import io.tailrace.protocol.message.MetadataRequest;
import io.tailrace.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.tailrace.protocol.message.MetadataResponse;
import io.tailrace.protocol.message.MetadataResponse.MetadataResponseBroker;
import io.tailrace.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Metadata: brokers and topics. Topics that do not exist are created first, if the client and the server allow it; so
 * the client finds them in this very response.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class MetadataHandler implements RequestHandler<MetadataRequest> {

    private static final short TOPIC_IDS_SINCE = 12;

    private final MetadataQuorum quorum;
    private final TopicDescriber describer;
    private final TopicCreator creator;
    private final AdvertisedEndpoints endpoints;
    private final @Nullable String rack;
    private final boolean autoCreate;

    /** @param autoCreate whether this server creates topics on first use */
    public MetadataHandler(
            MetadataQuorum quorum,
            PartitionTable partitions,
            TopicCreator creator,
            AdvertisedEndpoints endpoints,
            @Nullable String rack,
            boolean autoCreate) {
        this.quorum = quorum;
        this.describer = new TopicDescriber(partitions, endpoints.nodeId());
        this.creator = creator;
        this.endpoints = endpoints;
        this.rack = rack;
        this.autoCreate = autoCreate;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, MetadataRequest request, short version) {
        List<MetadataRequestTopic> wanted = request.topics();
        boolean all = wanted == null || (version == 0 && wanted.isEmpty());
        Set<String> missing =
                all || !autoCreate || !request.allowAutoTopicCreation() ? Set.of() : creatable(wanted, quorum.image());
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(answer(context, request, version, all, Map.of()));
        }
        return creator.create(missing)
                .exceptionally(failure -> Map.of())
                .thenApply(outcome -> answer(context, request, version, all, outcome));
    }

    private static Set<String> creatable(List<MetadataRequestTopic> wanted, MetadataImage image) {
        Set<String> missing = new LinkedHashSet<>();
        for (MetadataRequestTopic topic : wanted) {
            String name = topic.name();
            boolean byName = name != null && topic.topicId().equals(Uuids.ZERO);
            if (byName && image.topic(name) == null && TopicNames.problem(name) == null) {
                missing.add(name);
            }
        }
        return missing;
    }

    private MetadataResponse answer(
            RequestContext context,
            MetadataRequest request,
            short version,
            boolean all,
            Map<String, ErrorCode> creation) {
        MetadataImage image = quorum.image();
        Endpoint endpoint = endpoints.of(context.listener());
        MetadataResponse response =
                new MetadataResponse().setClusterId(image.clusterId()).setControllerId(endpoints.nodeId());
        response.brokers()
                .add(new MetadataResponseBroker()
                        .setNodeId(endpoints.nodeId())
                        .setHost(endpoint.host())
                        .setPort(endpoint.port())
                        .setRack(rack));
        if (all) {
            image.topics().forEach(topic -> response.topics().add(describer.describe(topic)));
        } else {
            distinct(request.topics())
                    .forEach(topic -> response.topics().add(describe(topic, version, image, creation)));
        }
        addAuthorizedOperations(request, response);
        return response;
    }

    /** Each topic once, as in Kafka: else a short request could ask for a topic of many partitions a million times. */
    private static Collection<MetadataRequestTopic> distinct(List<MetadataRequestTopic> wanted) {
        Map<Object, MetadataRequestTopic> distinct = new LinkedHashMap<>();
        for (MetadataRequestTopic topic : wanted) {
            String name = topic.name() == null ? "" : topic.name();
            distinct.putIfAbsent(topic.topicId().equals(Uuids.ZERO) ? name : topic.topicId(), topic);
        }
        return distinct.values();
    }

    private static void addAuthorizedOperations(MetadataRequest request, MetadataResponse response) {
        if (request.includeClusterAuthorizedOperations()) {
            response.setClusterAuthorizedOperations(AuthorizedOperations.CLUSTER);
        }
        if (request.includeTopicAuthorizedOperations()) {
            for (MetadataResponseTopic topic : response.topics()) {
                if (topic.errorCode() == ErrorCode.NONE.code()) {
                    topic.setTopicAuthorizedOperations(AuthorizedOperations.TOPIC);
                }
            }
        }
    }

    private MetadataResponseTopic describe(
            MetadataRequestTopic wanted, short version, MetadataImage image, Map<String, ErrorCode> creation) {
        UUID id = wanted.topicId();
        if (!id.equals(Uuids.ZERO)) {
            TopicImage topic = version < TOPIC_IDS_SINCE ? null : image.topic(id);
            if (topic != null) {
                return describer.describe(topic);
            }
            ErrorCode error = version < TOPIC_IDS_SINCE ? ErrorCode.INVALID_REQUEST : ErrorCode.UNKNOWN_TOPIC_ID;
            return new MetadataResponseTopic()
                    .setErrorCode(error.code())
                    .setTopicId(id)
                    .setName(version < TOPIC_IDS_SINCE ? "" : null);
        }
        String name = wanted.name();
        if (name == null) {
            return new MetadataResponseTopic()
                    .setErrorCode(ErrorCode.INVALID_REQUEST.code())
                    .setName("");
        }
        TopicImage topic = image.topic(name);
        return topic != null
                ? describer.describe(topic)
                : new MetadataResponseTopic()
                        .setErrorCode(absence(name, creation).code())
                        .setName(name)
                        .setIsInternal(TopicCreator.isInternal(name));
    }

    private static ErrorCode absence(String name, Map<String, ErrorCode> creation) {
        if (TopicNames.problem(name) != null) {
            return ErrorCode.INVALID_TOPIC_EXCEPTION;
        }
        ErrorCode created = creation.getOrDefault(name, ErrorCode.NONE);
        return created == ErrorCode.NONE ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : created;
    }
}
