package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.operator.TableOperator;
import io.tailrace.streams.operator.TablePassThrough;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.PlanNode;
import io.tailrace.streams.plan.RepartitionNode;
import io.tailrace.streams.topology.StoreSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a cogroup with their aggregators, and the nodes that an aggregation of them is: one processor per stream on a store
 * that they share, and one where their changes meet.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
final class Cogroup<K, VOut> {
    static final String AGGREGATE = "COGROUPKSTREAM-AGGREGATE-";
    private static final String MERGE = "COGROUPKSTREAM-MERGE-";

    private final Plan plan;
    private final Map<GroupedStreamImpl<K, ?>, Aggregator<? super K, Object, VOut>> streams = new LinkedHashMap<>();
    private final Map<GroupedStreamImpl<K, ?>, Position> parents = new LinkedHashMap<>();

    /** Serdes and name of the table that comes out. */
    record Result<KOut, VOut>(
            @Nullable Serde<KOut> key,
            @Nullable Serde<VOut> value,
            @Nullable String queryableName) {}

    Cogroup(Plan plan) {
        this.plan = plan;
    }

    Plan plan() {
        return plan;
    }

    @SuppressWarnings("unchecked") // an aggregator is only given values of the stream that it was added with
    <V> void add(GroupedStreamImpl<K, V> stream, Aggregator<? super K, ? super V, VOut> aggregator) {
        streams.put(stream, (Aggregator<? super K, Object, VOut>) (Aggregator<?, ?, ?>) aggregator);
    }

    /**
     * Adds the nodes.
     *
     * @param options of the store
     * @param windowCloseMs see {@link OperatorNode#windowed}; -1 without windows
     * @param operators makes the operator of a stream out of its aggregator
     */
    <KOut, O extends TableOperator<KOut, VOut> & Supplier<?>> KTable<KOut, VOut> build(
            Named named,
            StoreOptions<K, VOut, ?> options,
            StoreSpec store,
            long windowCloseMs,
            Function<Aggregator<? super K, Object, VOut>, O> operators,
            Result<KOut, VOut> result) {
        String given = OptionName.of(named);
        repartition(options);
        List<PlanNode> nodes = new ArrayList<>();
        List<TableOperator<KOut, VOut>> aggregations = new ArrayList<>();
        for (Map.Entry<GroupedStreamImpl<K, ?>, Aggregator<? super K, Object, VOut>> stream : streams.entrySet()) {
            String name = OptionName.suffixedOrGenerated(given, "-cogroup-agg-" + nodes.size(), plan, AGGREGATE);
            O operator = operators.apply(stream.getValue());
            OperatorNode node = OperatorNode.sharing(name, operator, store, windowCloseMs);
            plan.add(parents.get(stream.getKey()).node(), node);
            nodes.add(node);
            aggregations.add(operator);
        }
        String mergeName = OptionName.suffixedOrGenerated(given, "-cogroup-merge", plan, MERGE);
        TablePassThrough<KOut, VOut> merge = new TablePassThrough<>(List.copyOf(aggregations));
        PlanNode node = OperatorNode.stateless(mergeName, merge);
        nodes.forEach(parent -> plan.add(parent, node));
        Position position = new Position(plan, node, mergeName, sources());
        return new TableImpl<>(position, result.key(), result.value(), result.queryableName(), merge);
    }

    /** A stream is sent through a repartition topic once, however many aggregations there are of it in this cogroup. */
    private void repartition(StoreOptions<K, ?, ?> store) {
        for (GroupedStreamImpl<K, ?> stream : streams.keySet()) {
            if (stream.repartitionRequired()) {
                RepartitionNode node = stream.newRepartition(store);
                if (!parents.containsKey(stream)) {
                    parents.put(stream, stream.position().after(node, Set.of(node.name())));
                }
            } else {
                parents.put(stream, stream.position());
            }
        }
        plan.copartition(sources());
    }

    private Set<String> sources() {
        Set<String> sources = new LinkedHashSet<>();
        parents.values().forEach(parent -> sources.addAll(parent.sources()));
        return sources;
    }
}
