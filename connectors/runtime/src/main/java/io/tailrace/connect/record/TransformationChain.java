package io.tailrace.connect.record;

import io.tailrace.connect.config.ConnectorConfig;
import io.tailrace.connect.error.ErrorPolicy;
import io.tailrace.connect.error.RecordFailure;
import io.tailrace.connect.error.Stage;
import io.tailrace.connect.plugin.Plugins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The transformations that {@code transforms=a,b} names, in that order, each on the condition that
 * {@code transforms.a.predicate} (and {@code .negate}) sets (KIP-66, KIP-585).
 *
 * <p><b>Threads:</b> those of the task that owns it.
 */
public final class TransformationChain<R extends ConnectRecord<R>> implements AutoCloseable {

    /** One step; applies where the predicate's answer differs from {@code negate}. */
    private record Step<R extends ConnectRecord<R>>(
            Transformation<R> transformation, @Nullable Predicate<R> predicate, boolean negate) {}

    private final List<Step<R>> steps = new ArrayList<>();
    private final Map<String, Predicate<R>> predicates = new HashMap<>();

    public TransformationChain(Plugins plugins, Map<String, String> properties) {
        for (String name : names(properties.get("predicates"))) {
            @SuppressWarnings("unchecked") // a plugin is written for any record type
            Predicate<R> predicate = plugins.create(className(properties, "predicates." + name), Predicate.class);
            predicate.configure(ConnectorConfig.behind("predicates." + name + ".", properties));
            predicates.put(name, predicate);
        }
        for (String name : names(properties.get("transforms"))) {
            String prefix = "transforms." + name + ".";
            Map<String, String> own = ConnectorConfig.behind(prefix, properties);
            String predicateName = own.remove("predicate");
            boolean negate = Boolean.parseBoolean(own.remove("negate"));
            if (predicateName != null && !predicates.containsKey(predicateName)) {
                throw new ConfigException(
                        prefix + "predicate", predicateName, "expected one of " + predicates.keySet());
            }
            @SuppressWarnings("unchecked") // a plugin is written for any record type
            Transformation<R> transformation =
                    plugins.create(className(properties, "transforms." + name), Transformation.class);
            own.remove("type");
            transformation.configure(own);
            steps.add(new Step<>(transformation, predicateName == null ? null : predicates.get(predicateName), negate));
        }
    }

    private static String className(Map<String, String> properties, String prefix) {
        String className = properties.get(prefix + ".type");
        if (className == null) {
            throw new ConfigException("expected " + prefix + ".type to name the class, found nothing");
        }
        return className.trim();
    }

    private static List<String> names(@Nullable String list) {
        List<String> names = new ArrayList<>();
        for (String name : list == null ? new String[0] : list.split(",")) {
            if (!name.isBlank()) {
                names.add(name.trim());
            }
        }
        return names;
    }

    /** Sends a record through all steps. Returns null if one of them dropped it. */
    public @Nullable R apply(R record, ErrorPolicy policy, CountDownLatch stopping) throws RecordFailure {
        R current = record;
        for (Step<R> step : steps) {
            R input = current;
            current = policy.attempt(Stage.TRANSFORMATION, step.transformation.getClass(), stopping, () -> {
                boolean applies = step.predicate == null || step.predicate.test(input) != step.negate;
                return applies ? step.transformation.apply(input) : input;
            });
            if (current == null) {
                return null;
            }
        }
        return current;
    }

    @Override
    public void close() {
        steps.forEach(step -> step.transformation.close());
        predicates.values().forEach(Predicate::close);
    }
}
