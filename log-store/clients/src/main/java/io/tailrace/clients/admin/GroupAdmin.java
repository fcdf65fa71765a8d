package io.tailrace.clients.admin;

import io.tailrace.clients.admin.AdminCalls.Outcome;
import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.CoordinatorLookup;
import io.tailrace.clients.core.Failures;
import io.tailrace.common.ClassicGroupState;
import io.tailrace.common.GroupState;
import io.tailrace.common.GroupType;
import io.tailrace.common.KafkaFuture;
import io.tailrace.common.Node;
import io.tailrace.common.acl.AclOperation;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.DeleteGroupsRequest;
import io.tailrace.protocol.message.DeleteGroupsResponse;
import io.tailrace.protocol.message.DescribeGroupsRequest;
import io.tailrace.protocol.message.DescribeGroupsResponse;
import io.tailrace.protocol.message.ListGroupsRequest;
import io.tailrace.protocol.message.ListGroupsResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Lists, describes and deletes groups: requests to every broker, or to a group's coordinator. <b>Threads:</b> any. */
final class GroupAdmin {

    private final AdminCalls calls;

    GroupAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    ListGroupsResult list(ListGroupsOptions options) {
        return new ListGroupsResult(listings("the list of groups", options, options.groupStates(), options.types())
                .thenApply(found -> new GroupListings<>(
                        found.groups().stream()
                                .filter(group -> options.protocolTypes().isEmpty()
                                        || options.protocolTypes().contains(group.protocol()))
                                .toList(),
                        found.errors())));
    }

    ListConsumerGroupsResult listConsumers(ListConsumerGroupsOptions options) {
        return new ListConsumerGroupsResult(listings(
                        "the list of consumer groups", options, options.groupStates(), options.types())
                .thenApply(found -> new GroupListings<>(
                        found.groups().stream()
                                .filter(group -> group.protocol().isEmpty()
                                        || group.protocol().equals("consumer"))
                                .map(group -> new ConsumerGroupListing(
                                        group.groupId(),
                                        group.groupState(),
                                        group.type(),
                                        group.protocol().isEmpty()))
                                .toList(),
                        found.errors())));
    }

    private KafkaFuture<GroupListings<GroupListing>> listings(
            String what, AbstractOptions<?> options, Set<GroupState> states, Set<GroupType> types) {
        return calls.single(
                what,
                options,
                () -> calls.client().metadata().refresh().thenCompose(cluster -> {
                    Map<Integer, Set<Integer>> brokers = new HashMap<>();
                    cluster.nodes().forEach(node -> brokers.put(node.id(), Set.of(node.id())));
                    return Fan.<Integer, Integer, List<GroupListing>, Set<Integer>>out(
                                    brokers, (broker, key) -> listOn(broker, states, types))
                            .thenApply(answers -> {
                                List<GroupListing> groups = new ArrayList<>();
                                List<Throwable> errors = new ArrayList<>();
                                answers.values().forEach(answer -> {
                                    if (answer.failure() != null) {
                                        errors.add(answer.failure());
                                    } else if (answer.value() != null) {
                                        groups.addAll(answer.value());
                                    }
                                });
                                return new GroupListings<>(groups, errors);
                            });
                }));
    }

    private CompletableFuture<Map<Integer, Outcome<List<GroupListing>>>> listOn(
            int broker, Set<GroupState> states, Set<GroupType> types) {
        // Filters are from version 4 (states) and 5 (types); an older broker would have to be asked without, so it is
        // refused.
        int lowest = !types.isEmpty() ? 5 : !states.isEmpty() ? 4 : 0;
        ListGroupsRequest request = new ListGroupsRequest()
                .setStatesFilter(new ArrayList<>(
                        states.stream().map(GroupState::toString).toList()))
                .setTypesFilter(
                        new ArrayList<>(types.stream().map(GroupType::toString).toList()));
        return calls.client()
                .send(broker, Call.of(request, ListGroupsResponse.class).versions(lowest, Short.MAX_VALUE))
                .thenApply(response -> {
                    List<GroupListing> groups = new ArrayList<>();
                    response.groups()
                            .forEach(group -> groups.add(new GroupListing(
                                    group.groupId(),
                                    group.groupType().isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(GroupType.parse(group.groupType())),
                                    group.protocolType(),
                                    group.groupState().isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(GroupState.parse(group.groupState())))));
                    return Map.of(broker, Outcome.of(response.errorCode(), "broker " + broker, groups));
                });
    }

    DescribeConsumerGroupsResult describeConsumers(Collection<String> groups, DescribeConsumerGroupsOptions options) {
        return new DescribeConsumerGroupsResult(
                describe(groups, options, options.includeAuthorizedOperations(), GroupAdmin::consumerGroup));
    }

    DescribeClassicGroupsResult describeClassic(Collection<String> groups, DescribeClassicGroupsOptions options) {
        return new DescribeClassicGroupsResult(
                describe(groups, options, options.includeAuthorizedOperations(), GroupAdmin::classicGroup));
    }

    private <V> Map<String, KafkaFuture<V>> describe(
            Collection<String> groups,
            AbstractOptions<?> options,
            boolean authorizedOperations,
            BiFunction<DescribeGroupsResponse.DescribedGroup, Node, V> describe) {
        return atCoordinators(
                groups,
                options,
                (group, coordinator) -> calls.client()
                        .send(
                                coordinator.id(),
                                Call.of(
                                        ApiKey.DESCRIBE_GROUPS,
                                        DescribeGroupsResponse.class,
                                        version -> new DescribeGroupsRequest()
                                                .setGroups(new ArrayList<>(List.of(group)))
                                                .setIncludeAuthorizedOperations(version >= 3 && authorizedOperations)))
                        .thenApply(response -> {
                            DescribeGroupsResponse.DescribedGroup found =
                                    response.groups().get(0);
                            return found.errorCode() == ErrorCode.NONE.code()
                                    ? Outcome.of(describe.apply(found, coordinator))
                                    : Outcome.of(found.errorCode(), found.errorMessage(), null);
                        }));
    }

    private static ConsumerGroupDescription consumerGroup(
            DescribeGroupsResponse.DescribedGroup group, Node coordinator) {
        if (!group.protocolType().isEmpty() && !group.protocolType().equals("consumer")) {
            throw new IllegalArgumentException(
                    "expected a group of consumers, found " + group.groupId() + " of protocol " + group.protocolType());
        }
        return new ConsumerGroupDescription(
                group.groupId(),
                group.protocolType().isEmpty(),
                GroupMembers.describe(group),
                group.protocolData(),
                GroupType.CLASSIC,
                GroupState.parse(group.groupState()),
                coordinator,
                AclOperation.fromBits(group.authorizedOperations()),
                Optional.empty(),
                Optional.empty());
    }

    private static ClassicGroupDescription classicGroup(DescribeGroupsResponse.DescribedGroup group, Node coordinator) {
        return new ClassicGroupDescription(
                group.groupId(),
                group.protocolType(),
                group.protocolData(),
                GroupMembers.describe(group),
                ClassicGroupState.parse(group.groupState()),
                coordinator,
                AclOperation.fromBits(group.authorizedOperations()));
    }

    DeleteConsumerGroupsResult delete(Collection<String> groups, DeleteConsumerGroupsOptions options) {
        return new DeleteConsumerGroupsResult(atCoordinators(
                groups,
                options,
                (group, coordinator) -> calls.client()
                        .send(
                                coordinator.id(),
                                Call.of(
                                        new DeleteGroupsRequest().setGroupsNames(new ArrayList<>(List.of(group))),
                                        DeleteGroupsResponse.class))
                        .thenApply(response ->
                                Outcome.<Void>of(response.results().get(0).errorCode(), "group " + group, null))));
    }

    /** Asks the coordinator of each group. */
    <V> Map<String, KafkaFuture<V>> atCoordinators(
            Collection<String> groups,
            AbstractOptions<?> options,
            BiFunction<String, Node, CompletableFuture<Outcome<V>>> ask) {
        return calls.keyed(Set.copyOf(groups), options, wanted -> {
            Map<String, Set<String>> each = new HashMap<>();
            wanted.forEach(group -> each.put(group, Set.of(group)));
            return Fan.out(
                    each,
                    (group, key) ->
                            atCoordinator(calls.client(), group, ask).thenApply(outcome -> Map.of(group, outcome)));
        });
    }

    /** Asks the coordinator of a group; forgets it when it turns out to be the wrong one, for the next attempt. */
    static <V> CompletableFuture<Outcome<V>> atCoordinator(
            BrokerClient client, String group, BiFunction<String, Node, CompletableFuture<Outcome<V>>> ask) {
        return client.coordinators()
                .find(CoordinatorLookup.Type.GROUP, group)
                .thenCompose(coordinator -> ask.apply(group, coordinator))
                .exceptionally(failure -> Outcome.failed(Failures.unwrap(failure)))
                .thenApply(outcome -> {
                    if (outcome.mayPass()) {
                        client.coordinators().forget(CoordinatorLookup.Type.GROUP, group);
                    }
                    return outcome;
                });
    }
}
