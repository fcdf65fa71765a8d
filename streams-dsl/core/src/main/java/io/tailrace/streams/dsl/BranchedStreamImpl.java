package io.tailrace.streams.dsl;

import io.tailrace.streams.kstream.Branched;
import io.tailrace.streams.kstream.BranchedKStream;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.Named;
import io.tailrace.streams.kstream.Predicate;
import io.tailrace.streams.operator.PassThrough;
import io.tailrace.streams.operator.StreamBranch;
import io.tailrace.streams.plan.OperatorNode;
import io.tailrace.streams.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The one implementation of {@link BranchedKStream}. */
final class BranchedStreamImpl<K, V> implements BranchedKStream<K, V> {
    private final StreamImpl<K, V> source;
    private final Position splitter;
    private final List<Predicate<? super K, ? super V>> predicates = new ArrayList<>();
    private final List<String> branchNames = new ArrayList<>();
    private final Map<String, KStream<K, V>> branches = new HashMap<>();

    BranchedStreamImpl(StreamImpl<K, V> source, Named named) {
        this.source = source;
        String name = OptionName.orGenerated(named, source.position.plan(), "KSTREAM-BRANCH-");
        this.splitter =
                source.position.after(OperatorNode.stateless(name, new StreamBranch<K, V>(predicates, branchNames)));
    }

    @Override
    public BranchedKStream<K, V> branch(Predicate<? super K, ? super V> predicate) {
        return branch(predicate, BranchedView.unnamed());
    }

    @Override
    public BranchedKStream<K, V> branch(Predicate<? super K, ? super V> predicate, Branched<K, V> branched) {
        Objects.requireNonNull(predicate, "predicate can't be null");
        Objects.requireNonNull(branched, "branched can't be null");
        predicates.add(predicate);
        addBranch(branched, predicates.size());
        return this;
    }

    @Override
    public Map<String, KStream<K, V>> defaultBranch() {
        return defaultBranch(BranchedView.unnamed());
    }

    @Override
    public Map<String, KStream<K, V>> defaultBranch(Branched<K, V> branched) {
        Objects.requireNonNull(branched, "branched can't be null");
        addBranch(branched, 0);
        return branches;
    }

    @Override
    public Map<String, KStream<K, V>> noDefaultBranch() {
        return branches;
    }

    private void addBranch(Branched<K, V> branched, int index) {
        BranchedView<K, V> view = new BranchedView<>(branched);
        String name = splitter.name() + (view.name() == null ? Integer.toString(index) : view.name());
        branchNames.add(name);
        Plan plan = splitter.plan();
        plan.newProcessorName(name);
        Position head = splitter.after(OperatorNode.stateless(name, new PassThrough<K, V>()));
        KStream<K, V> branch = new StreamImpl<>(head, source.keySerde, source.valueSerde, source.repartitionRequired);
        KStream<K, V> result = view.chain(branch);
        if (result != null) {
            branches.put(name, result);
        }
    }
}
