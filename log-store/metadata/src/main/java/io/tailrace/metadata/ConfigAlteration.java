package io.tailrace.metadata;

import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.MetadataCommand.AlterConfigs;
import io.tailrace.metadata.MetadataCommand.ReplaceConfigs;
import io.tailrace.metadata.MetadataRecord.ConfigRecord;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides {@link AlterConfigs} and {@link ReplaceConfigs}. Of one resource all changes are made or none. */
final class ConfigAlteration {

    private final ConfigValidator validator;

    ConfigAlteration(ConfigValidator validator) {
        this.validator = validator;
    }

    MetadataDecision<List<AlterConfigResult>> alter(MetadataImage image, AlterConfigs command) {
        Session session = new Session(image, command.validateOnly());
        for (ConfigChange change : command.changes()) {
            session.change(change.resource(), before -> altered(change, before));
        }
        return session.decision();
    }

    MetadataDecision<List<AlterConfigResult>> replace(MetadataImage image, ReplaceConfigs command) {
        Session session = new Session(image, command.validateOnly());
        for (ConfigReplacement replacement : command.replacements()) {
            session.change(replacement.resource(), before -> replaced(replacement));
        }
        return session.decision();
    }

    private Map<String, String> altered(ConfigChange change, Map<String, String> before) {
        Map<String, String> after = new TreeMap<>(before);
        Set<String> keys = new HashSet<>();
        for (ConfigOp op : change.ops()) {
            if (!keys.add(op.key())) {
                throw new MetadataRejectedException(
                        ErrorCode.INVALID_REQUEST, "The request changes '" + op.key() + "' more than once.");
            }
            switch (op.kind()) {
                case DELETE -> after.remove(op.key());
                case SET -> after.put(op.key(), required(op.key(), op.value()));
                case APPEND, SUBTRACT -> after.put(op.key(), list(change.resource(), op, before.get(op.key())));
            }
        }
        return after;
    }

    private static Map<String, String> replaced(ConfigReplacement replacement) {
        Map<String, String> after = new TreeMap<>();
        replacement.overrides().forEach((key, value) -> after.put(key, required(key, value)));
        return after;
    }

    private static String required(String key, @Nullable String value) {
        if (value == null) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_REQUEST, "expected a value of '" + key + "', actual=null");
        }
        return value;
    }

    private String list(ConfigResource resource, ConfigOp op, @Nullable String override) {
        if (!validator.isList(resource.type(), op.key())) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_CONFIG,
                    "expected a list to " + op.kind() + " to, actual key '" + op.key() + "' has a single value");
        }
        String current = override != null ? override : validator.defaultValue(resource.type(), op.key());
        Set<String> items = new LinkedHashSet<>(items(current));
        List<String> named = items(required(op.key(), op.value()));
        if (op.kind() == ConfigOp.Kind.APPEND) {
            items.addAll(named);
        } else {
            items.removeAll(new HashSet<>(named));
        }
        return String.join(",", items);
    }

    private static List<String> items(@Nullable String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }

    private interface Change {
        Map<String, String> apply(Map<String, String> before);
    }

    /** Collects what one command does. */
    private final class Session {

        private final MetadataImage image;
        private final boolean validateOnly;
        private final Set<ConfigResource> seen = new HashSet<>();
        private final List<MetadataRecord> records = new ArrayList<>();
        private final List<AlterConfigResult> results = new ArrayList<>();

        Session(MetadataImage image, boolean validateOnly) {
            this.image = image;
            this.validateOnly = validateOnly;
        }

        void change(ConfigResource resource, Change change) {
            try {
                if (!seen.add(resource)) {
                    throw new MetadataRejectedException(
                            ErrorCode.INVALID_REQUEST, "The request names this resource more than once.");
                }
                ConfigTargets.requireExisting(image, resource);
                Map<String, String> before = image.configs(resource);
                Map<String, String> after = change.apply(before);
                String problem = validator.problem(resource.type(), after);
                if (problem != null) {
                    throw new MetadataRejectedException(ErrorCode.INVALID_CONFIG, problem);
                }
                if (!validateOnly) {
                    addDifference(resource, before, after);
                }
                results.add(new AlterConfigResult(resource, ErrorCode.NONE, null));
            } catch (MetadataRejectedException e) {
                results.add(new AlterConfigResult(resource, e.error(), e.getMessage()));
            }
        }

        private void addDifference(ConfigResource resource, Map<String, String> before, Map<String, String> after) {
            Set<String> keys = new TreeSet<>(before.keySet());
            keys.addAll(after.keySet());
            for (String key : keys) {
                if (!Objects.equals(before.get(key), after.get(key))) {
                    records.add(new ConfigRecord(resource, key, after.get(key)));
                }
            }
        }

        MetadataDecision<List<AlterConfigResult>> decision() {
            return new MetadataDecision<>(records, results);
        }
    }
}
