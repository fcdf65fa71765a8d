package io.tailrace.protocol.generator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the structure names of one message and narrows every version range to what can occur. A structure is live
 * where a field that uses it is live, so that no branch is generated for a version that never gets there.
 *
 * <p>Structures that contain themselves are refused: the specifications have none, and this is what bounds the nesting
 * of every message that a peer can send.
 *
 * <p><b>Threads:</b> one; one instance for one message.
 */
final class ModelResolver {

    private final MessageSpec spec;
    private final Map<String, StructSpec> declared = new HashMap<>();
    private final Map<String, VersionRange> live = new HashMap<>();
    private final Map<String, StructModel> resolved = new LinkedHashMap<>();

    private ModelResolver(MessageSpec spec) {
        this.spec = spec;
    }

    static MessageModel resolve(MessageSpec spec) {
        return new ModelResolver(spec).resolve();
    }

    private MessageModel resolve() {
        StructSpec root = new StructSpec(spec.name(), spec.validVersions(), spec.fields());
        spec.commonStructs().forEach(this::declare);
        declareNested(root.fields());
        spec.commonStructs().forEach(struct -> declareNested(struct.fields()));
        markLive(root, spec.validVersions(), new ArrayDeque<>());
        StructModel model = build(root, spec.validVersions(), spec.name());
        return new MessageModel(spec, model, new ArrayList<>(resolved.values()));
    }

    private void declareNested(List<FieldSpec> fields) {
        for (FieldSpec field : fields) {
            String name = field.structName();
            if (name != null && !field.fields().isEmpty()) {
                declare(new StructSpec(name, field.versions(), field.fields()));
                declareNested(field.fields());
            }
        }
    }

    private void declare(StructSpec struct) {
        if (struct.name().equals(spec.name()) || declared.put(struct.name(), struct) != null) {
            throw new IllegalArgumentException(spec.name() + ": structure " + struct.name() + " is declared twice");
        }
    }

    private void markLive(StructSpec struct, VersionRange range, Deque<String> path) {
        if (path.contains(struct.name())) {
            throw new IllegalArgumentException(
                    spec.name() + ": structure " + struct.name() + " contains itself: " + path);
        }
        path.push(struct.name());
        VersionRange occurs = range.intersect(struct.versions());
        live.merge(struct.name(), occurs, VersionRange::hull);
        for (FieldSpec field : struct.fields()) {
            VersionRange where = field.versions().intersect(occurs);
            if (field.structName() != null && !where.isEmpty()) {
                markLive(declaration(field), where, path);
            }
        }
        path.pop();
    }

    private StructSpec declaration(FieldSpec field) {
        StructSpec struct = declared.get(field.structName());
        if (struct == null) {
            throw new IllegalArgumentException(
                    spec.name() + ": field " + field.name() + " names no structure: " + field.type());
        }
        return struct;
    }

    private StructModel build(StructSpec struct, VersionRange range, String path) {
        List<FieldModel> fields = new ArrayList<>();
        for (FieldSpec field : struct.fields()) {
            VersionRange versions = field.versions().intersect(range);
            if (!versions.isEmpty()) {
                fields.add(build(field, versions, path));
            }
        }
        requireDistinctTags(path, fields);
        return new StructModel(
                struct.name(), path, range, spec.flexibleVersions().intersect(range), fields);
    }

    private FieldModel build(FieldSpec field, VersionRange versions, String path) {
        VersionRange flexible = field.flexibleVersions() == null ? spec.flexibleVersions() : field.flexibleVersions();
        VersionRange tagged = field.taggedVersions().intersect(versions);
        if (!flexible.covers(tagged)) {
            throw new IllegalArgumentException(
                    path + "." + field.name() + ": tagged in " + tagged + " although flexible only in " + flexible);
        }
        String name = javaName(field.name());
        return new FieldModel(
                name,
                path + "." + name,
                field.type(),
                versions,
                field.nullableVersions().intersect(versions),
                tagged,
                tagged.isEmpty() ? -1 : field.tag(),
                flexible.intersect(versions),
                field.ignorable(),
                field.defaultValue(),
                field.about(),
                structOf(field));
    }

    private @Nullable StructModel structOf(FieldSpec field) {
        String name = field.structName();
        if (name == null) {
            return null;
        }
        StructModel struct = resolved.get(name);
        if (struct == null) {
            struct = build(declaration(field), live.getOrDefault(name, VersionRange.NONE), spec.name() + "." + name);
            resolved.put(name, struct);
        }
        return struct;
    }

    private void requireDistinctTags(String path, List<FieldModel> fields) {
        Map<Integer, String> names = new HashMap<>();
        for (FieldModel field : fields) {
            if (field.isTagged() && names.put(field.tag(), field.name()) != null) {
                throw new IllegalArgumentException(path + ": tag " + field.tag() + " is used twice");
            }
        }
    }

    private static String javaName(String specName) {
        String name = Character.toLowerCase(specName.charAt(0)) + specName.substring(1);
        if (!SourceVersion.isName(name)) {
            throw new IllegalArgumentException("field name " + specName + " is no Java name");
        }
        return name;
    }
}
