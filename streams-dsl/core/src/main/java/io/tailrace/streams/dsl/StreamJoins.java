package io.tailrace.streams.dsl;

import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.ValueJoinerWithKey;
import io.tailrace.streams.operator.PassThrough;
import io.tailrace.streams.operator.StreamJoinSide;
import io.tailrace.streams.operator.StreamJoinWindow;
import io.tailrace.streams.operator.StreamSelfJoin;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.PlanNode;
import io.tailrace.streams.plan.StreamJoinNode;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.topology.StoreSpec;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans joins of two streams.
 *
 * <pre>
 * left  ──▶ left windowed ───▶ join this ──┐
 *            (left store)    (right store) ├─▶ merge
 *                                          │
 * right ──▶ right windowed ──▶ join other ─┘
 *            (right store)    (left store)
 * </pre>
 *
 * <p>In outer joins, join this and join other share one more store.
 */
final class StreamJoins {
    private static final String WINDOWED = "KSTREAM-WINDOWED-";
    private static final String JOIN_THIS = "KSTREAM-JOINTHIS-";
    private static final String JOIN_OTHER = "KSTREAM-JOINOTHER-";
    private static final String OUTER_THIS = "KSTREAM-OUTERTHIS-";
    private static final String OUTER_OTHER = "KSTREAM-OUTEROTHER-";
    private static final String OUTER_SHARED = "KSTREAM-OUTERSHARED-";
    private static final String MERGE = "KSTREAM-MERGE-";

    private StreamJoins() {}

    /** Which sides' records appear in the result without a partner. */
    enum Kind {
        INNER(false, false),
        LEFT(true, false),
        OUTER(true, true);

        private final boolean left;
        private final boolean right;

        Kind(boolean left, boolean right) {
            this.left = left;
            this.right = right;
        }
    }

    static <K, V, VOther, VOut> KStream<K, VOut> join(
            StreamImpl<K, V> left,
            StreamImpl<K, VOther> right,
            ValueJoinerWithKey<? super K, ? super V, ? super VOther, ? extends VOut> joiner,
            JoinWindows windows,
            StreamJoinedView<K, V, VOther> joined,
            Kind kind) {
        StreamImpl<K, V> here = left.repartitionedFor(suffixed(joined, "-left"), joined.key(), joined.value());
        StreamImpl<K, VOther> there =
                right.repartitionedFor(suffixed(joined, "-right"), joined.key(), joined.otherValue());
        Set<String> sources = here.position.copartitionWith(there.position);
        Names names = Names.of(here.position.plan(), joined, kind);
        requireDistinct(joined.supplier(), joined.otherSupplier());
        JoinWindowStore<K, V> store = JoinWindowStore.of(
                names.store(joined, names.generatedThis, names.thisSuffix),
                windows,
                joined,
                joined.supplier(),
                joined.value());
        JoinWindowStore<K, VOther> otherStore = JoinWindowStore.of(
                names.store(joined, names.generatedOther, names.otherSuffix),
                windows,
                joined,
                joined.otherSupplier(),
                joined.otherValue());
        PlanNode windowed = OperatorNode.stateful(names.windowed, new StreamJoinWindow<K, V>(store.name()), store);
        here.position.after(windowed);
        PlanNode otherWindowed = OperatorNode.stateful(
                names.otherWindowed, new StreamJoinWindow<K, VOther>(otherStore.name()), otherStore);
        there.position.after(otherWindowed);
        UnmatchedStore<K> unmatched = kind == Kind.INNER || new JoinWindowsView(windows).joinsWithNullAtOnce()
                ? null
                : new UnmatchedStore<>(names.shared(joined, kind), joined);
        if (joined.storeName() == null) {
            noteGenerated(here.position.plan(), store, otherStore, unmatched);
        }
        Object clockKey = new Object();
        String unmatchedName = unmatched == null ? null : unmatched.name();
        StreamJoinSide<K, V, VOther, VOut> side = new StreamJoinSide<>(
                new StreamJoinSide.Side(true, kind.left), windows, otherStore.name(), unmatchedName, joiner, clockKey);
        StreamJoinSide<K, VOther, V, VOut> otherSide = new StreamJoinSide<>(
                new StreamJoinSide.Side(false, kind.right),
                windows,
                store.name(),
                unmatchedName,
                (K key, VOther otherValue, V value) -> joiner.apply(key, value, otherValue),
                clockKey);
        PlanNode node = new StreamJoinNode(
                names.merge,
                new StreamJoinNode.Side(names.joinThis, side, windowed, store, kind.left),
                new StreamJoinNode.Side(names.joinOther, otherSide, otherWindowed, otherStore, kind.right),
                new PassThrough<K, VOut>(),
                selfJoin(windows, store.name(), joiner),
                unmatched);
        Position next = here.position.after(node, sources);
        here.position.plan().add(there.position.node(), node);
        return new StreamImpl<>(next, joined.key(), null, false);
    }

    @SuppressWarnings("unchecked") // used only where both sides are the same stream, so that the types are the same
    private static <K, V, VOther, VOut> StreamSelfJoin<K, V, VOut> selfJoin(
            JoinWindows windows,
            String storeName,
            ValueJoinerWithKey<? super K, ? super V, ? super VOther, ? extends VOut> joiner) {
        return new StreamSelfJoin<>(
                windows, storeName, (ValueJoinerWithKey<? super K, ? super V, ? super V, ? extends VOut>) joiner);
    }

    private static void noteGenerated(Plan plan, @Nullable StoreSpec... stores) {
        for (StoreSpec store : stores) {
            if (store != null) {
                plan.implicitNames().store(store.name(), store.loggingEnabled());
            }
        }
    }

    private static @Nullable String suffixed(StreamJoinedView<?, ?, ?> joined, String suffix) {
        return joined.name() == null ? null : joined.name() + suffix;
    }

    private static void requireDistinct(
            @Nullable WindowBytesStoreSupplier supplier, @Nullable WindowBytesStoreSupplier other) {
        if (supplier != null && other != null && Objects.equals(supplier.name(), other.name())) {
            throw new StreamsException(
                    "Both StoreSuppliers have the same name.  StoreSuppliers must provide unique names");
        }
    }

    /** The names of all parts of a join, generated in Kafka's order. */
    private static final class Names {
        private final String windowed;
        private final String otherWindowed;
        private final String generatedThis;
        private final String generatedOther;
        private final String thisSuffix;
        private final String otherSuffix;
        private final String joinThis;
        private final String joinOther;
        private final String merge;

        private Names(Plan plan, @Nullable String given, Kind kind) {
            windowed = OptionName.suffixedOrGenerated(given, "-this-windowed", plan, WINDOWED);
            otherWindowed = OptionName.suffixedOrGenerated(given, "-other-windowed", plan, WINDOWED);
            generatedThis = plan.newProcessorName(kind.right ? OUTER_THIS : JOIN_THIS);
            generatedOther = plan.newProcessorName(kind.left ? OUTER_OTHER : JOIN_OTHER);
            thisSuffix = kind.right ? "-outer-this-join" : "-this-join";
            otherSuffix = kind.left ? "-outer-other-join" : "-other-join";
            joinThis = given == null ? generatedThis : given + thisSuffix;
            joinOther = given == null ? generatedOther : given + otherSuffix;
            merge = OptionName.suffixedOrGenerated(given, "-merge", plan, MERGE);
        }

        static Names of(Plan plan, StreamJoinedView<?, ?, ?> joined, Kind kind) {
            OptionName.requireLegal(joined.name());
            return new Names(plan, joined.name(), kind);
        }

        private String store(StreamJoinedView<?, ?, ?> joined, String generated, String suffix) {
            return joined.storeName() == null ? generated : joined.storeName() + suffix;
        }

        private String shared(StreamJoinedView<?, ?, ?> joined, Kind kind) {
            String suffix = kind == Kind.OUTER ? "-outer-shared-join" : "-left-shared-join";
            WindowBytesStoreSupplier supplier = joined.supplier();
            if (supplier != null && !supplier.name().isEmpty()) {
                return supplier.name() + suffix + "-store";
            }
            if (joined.storeName() != null) {
                return joined.storeName() + suffix + "-store";
            }
            String prefix = kind == Kind.OUTER ? OUTER_THIS : JOIN_THIS;
            return OUTER_SHARED + generatedThis.substring(prefix.length()) + "-store";
        }
    }
}
