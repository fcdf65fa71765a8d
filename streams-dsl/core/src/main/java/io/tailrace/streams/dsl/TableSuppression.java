package io.tailrace.streams.dsl;

import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Suppressed;
import io.tailrace.streams.kstream.Suppression;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.suppress.ChangeBufferBuilder;
import io.tailrace.streams.suppress.TableSuppress;
import io.tailrace.streams.topology.StoreSpec;

/** Adds a suppression to the plan. */
final class TableSuppression {
    private static final String SUPPRESS = "KTABLE-SUPPRESS-";

    private TableSuppression() {}

    static <K, V> KTable<K, V> of(TableImpl<K, V> table, Suppressed<? super K> suppressed) {
        if (!(suppressed instanceof Suppression<? super K> suppression)) {
            throw new IllegalArgumentException("Custom subclasses of Suppressed are not supported.");
        }
        if (Boolean.TRUE.equals(table.position.node().outputVersioned())) {
            throw new TopologyException("suppress() is only supported for non-versioned KTables");
        }
        Plan plan = table.position.plan();
        String given = suppression.name();
        String name = given != null ? given : plan.newProcessorName(SUPPRESS);
        boolean finalResults = suppression.holdBack() == null;
        long waitMs = finalResults
                ? table.position.node().findWindowCloseMs()
                : suppression.holdBack().toMillis();
        String storeName = given != null ? given + "-store" : plan.newStoreName(SUPPRESS);
        if (given == null && suppression.bounds().logConfig() != null) {
            plan.implicitNames().changelogOf(storeName);
        }
        TableSuppress<K, V> operator = new TableSuppress<>(
                table.operator, new TableSuppress.Rule(name, storeName, waitMs, finalResults, suppression.bounds()));
        StoreSpec store = StoreSpec.of(
                new ChangeBufferBuilder<>(storeName, suppression.bounds(), table.keySerde(), table.valueSerde()));
        return new TableImpl<>(
                table.position.after(OperatorNode.stateful(name, operator, store)),
                table.keySerde(),
                table.valueSerde(),
                null,
                operator);
    }
}
