package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.ValueJoiner;
import io.tailrace.streams.operator.TableSource;
import io.tailrace.streams.operator.TableView;
import io.tailrace.streams.operator.foreignkey.CombinedKeys;
import io.tailrace.streams.operator.foreignkey.ForeignTableJoin;
import io.tailrace.streams.operator.foreignkey.PseudoTopics;
import io.tailrace.streams.operator.foreignkey.ResponseJoin;
import io.tailrace.streams.operator.foreignkey.ResponsePartitioner;
import io.tailrace.streams.operator.foreignkey.ResponseSerde;
import io.tailrace.streams.operator.foreignkey.SubscriptionJoin;
import io.tailrace.streams.operator.foreignkey.SubscriptionReceiver;
import io.tailrace.streams.operator.foreignkey.SubscriptionSender;
import io.tailrace.streams.operator.foreignkey.SubscriptionSerde;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.PlanNode;
import io.tailrace.streams.plan.SinkNode;
import io.tailrace.streams.plan.SourceReading;
import io.tailrace.streams.plan.StreamSourceNode;
import io.tailrace.streams.processor.StreamPartitioner;
import io.tailrace.streams.state.KeyValueStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Plans foreign-key joins of two tables; see {@link io.tailrace.streams.operator.foreignkey} for how they work.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
final class ForeignKeyJoins<K, V, KO, VO, VR> {
    private static final String FK_JOIN = "KTABLE-FK-JOIN-";
    private static final String REGISTRATION = FK_JOIN + "SUBSCRIPTION-REGISTRATION-";
    private static final String RESPONSE = FK_JOIN + "SUBSCRIPTION-RESPONSE-";
    private static final String PROCESSOR = FK_JOIN + "SUBSCRIPTION-PROCESSOR-";
    private static final String RESOLVER = FK_JOIN + "SUBSCRIPTION-RESPONSE-RESOLVER-PROCESSOR-";
    private static final String STORE = FK_JOIN + "SUBSCRIPTION-STATE-STORE-";
    private static final String OUTPUT = FK_JOIN + "OUTPUT-";
    private static final String SINK = "KTABLE-SINK-";
    private static final String TOPIC_SUFFIX = "-topic";

    private final TableImpl<K, V> left;
    private final TableImpl<KO, VO> right;
    private final Join<K, V, KO, VO, VR> join;
    private final Plan plan;

    /** What the user asked for. */
    record Join<K, V, KO, VO, VR>(
            BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
            ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
            TableJoinedView<K, KO> options,
            boolean isLeft) {}

    ForeignKeyJoins(TableImpl<K, V> left, TableImpl<KO, VO> right, Join<K, V, KO, VO, VR> join) {
        this.left = left;
        this.right = right;
        this.join = join;
        this.plan = left.position.plan();
    }

    private String name(String suffix, String prefix) {
        return OptionName.suffixedOrGenerated(join.options().name(), suffix, plan, prefix);
    }

    /** Adds the join to the plan; names are generated in Kafka's order. */
    KTable<K, VR> plan(StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> store) {
        OptionName.requireLegal(join.options().name());
        right.operator.enableSendingOldValues(true);
        left.operator.enableSendingOldValues(true);
        String registrationTopic = name("-subscription-registration", REGISTRATION) + TOPIC_SUFFIX;
        plan.addInternalTopic(registrationTopic);
        PseudoTopics topics = new PseudoTopics(registrationTopic);
        SubscriptionSerde<K> subscriptions = new SubscriptionSerde<>(topics, left.keySerde());
        ResponseSerde<VO> responses = new ResponseSerde<>(right.valueSerde());
        CombinedKeys<KO, K> keys = new CombinedKeys<>(topics, right.keySerde(), left.keySerde());

        PlanNode sender = OperatorNode.stateless(
                name("-subscription-registration-processor", REGISTRATION),
                new SubscriptionSender<>(join.foreignKeyExtractor(), keys, topics, left.valueSerde(), join.isLeft()));
        plan.add(left.position.node(), sender);
        PlanNode subscriptionSink = sink(
                name("-subscription-registration-sink", SINK),
                registrationTopic,
                right.keySerde(),
                subscriptions,
                join.options().byOtherKey());
        plan.add(sender, subscriptionSink);
        PlanNode subscriptionSource = source(
                name("-subscription-registration-source", TableImpl.SOURCE),
                registrationTopic,
                right.keySerde(),
                subscriptions);
        plan.add(subscriptionSink, subscriptionSource);
        plan.copartition(with(right.position.sources(), subscriptionSource.name()));

        SubscriptionStore<K> subscriptionStore =
                new SubscriptionStore<>(name("-subscription-store", STORE), subscriptions);
        PlanNode receiver = OperatorNode.stateful(
                name("-subscription-receive", PROCESSOR),
                new SubscriptionReceiver<>(subscriptionStore.name(), keys),
                subscriptionStore);
        plan.add(subscriptionSource, receiver);
        TableView<KO, VO> rightRows = right.operator.view();
        PlanNode subscriptionJoin = OperatorNode.connected(
                name("-subscription-join-foreign", PROCESSOR),
                new SubscriptionJoin<K, KO, VO>(rightRows),
                rightRows.storeNames());
        plan.add(receiver, subscriptionJoin);
        PlanNode foreignJoin = OperatorNode.stateful(
                name("-foreign-join-subscription", PROCESSOR),
                new ForeignTableJoin<K, KO, VO>(subscriptionStore.name(), keys),
                subscriptionStore);
        plan.add(right.position.node(), foreignJoin);

        String responseTopic = name("-subscription-response", RESPONSE) + TOPIC_SUFFIX;
        plan.addInternalTopic(responseTopic);
        StreamPartitioner<K, ?> byKey = join.options().byKey();
        PlanNode responseSink = sink(
                name("-subscription-response-sink", SINK),
                responseTopic,
                left.keySerde(),
                responses,
                byKey == null ? new ResponsePartitioner<K, VO>() : byKey);
        plan.add(subscriptionJoin, responseSink);
        plan.add(foreignJoin, responseSink);
        PlanNode responseSource = source(
                name("-subscription-response-source", TableImpl.SOURCE), responseTopic, left.keySerde(), responses);
        plan.add(responseSink, responseSource);
        Set<String> sources = with(left.position.sources(), responseSource.name());
        plan.copartition(sources);
        return result(store, topics, responseSource, sources);
    }

    private KTable<K, VR> result(
            StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> given,
            PseudoTopics topics,
            PlanNode responseSource,
            Set<String> sources) {
        TableView<K, V> leftRows = left.operator.view();
        PlanNode resolver = OperatorNode.connected(
                name("-subscription-response-resolver", RESOLVER),
                new ResponseJoin<>(leftRows, join.joiner(), topics, left.valueSerde(), join.isLeft()),
                leftRows.storeNames());
        plan.add(responseSource, resolver);
        String resultName = name("-result", OUTPUT);
        StoreOptions<K, VR, KeyValueStore<Bytes, byte[]>> store =
                StoreOptions.of(given, plan, OUTPUT).orSerdes(left.keySerde(), null);
        TableSource<K, VR> table = new TableSource<>(store.requiredName(), store.queryableName() != null);
        PlanNode result = OperatorNode.table(resultName, table, DslStore.keyValue(store));
        plan.add(resolver, result);
        return new TableImpl<>(
                new Position(plan, result, resultName, sources),
                left.keySerde(),
                store.value(),
                store.requiredName(),
                table);
    }

    private static PlanNode sink(
            String name,
            String topic,
            @Nullable Serde<?> key,
            Serde<?> value,
            @Nullable StreamPartitioner<?, ?> partitioner) {
        return new SinkNode(
                name,
                new SinkNode.SinkTarget(
                        topic, null, key == null ? null : key.serializer(), value.serializer(), partitioner));
    }

    private static PlanNode source(String name, String topic, @Nullable Serde<?> key, Serde<?> value) {
        SourceReading reading =
                new SourceReading(key == null ? null : key.deserializer(), value.deserializer(), null, null, null);
        return new StreamSourceNode(name, List.of(topic), null, reading);
    }

    private static Set<String> with(Set<String> sources, String source) {
        Set<String> all = new LinkedHashSet<>(sources);
        all.add(source);
        return all;
    }
}
