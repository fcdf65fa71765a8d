package io.tailrace.protocol.generator;

import java.util.Comparator;
import java.util.List;

/**
 * A structure ready to be emitted.
 *
 * @param label where it is, for error messages: {@code FetchRequest.FetchTopic}
 * @param live the versions in which it can occur
 * @param flexible the versions in which it ends with tagged fields
 */
record StructModel(String name, String label, VersionRange live, VersionRange flexible, List<FieldModel> fields) {

    StructModel {
        fields = List.copyOf(fields);
    }

    boolean holdsRecords() {
        return fields.stream().anyMatch(FieldModel::holdsRecords);
    }

    /** Fields that are tagged in some version, in the order of their tags. */
    List<FieldModel> taggedFields() {
        return fields.stream()
                .filter(FieldModel::isTagged)
                .sorted(Comparator.comparingInt(FieldModel::tag))
                .toList();
    }

    /**
     * The least number of bytes that one such structure takes, over all versions: what a received array length is held
     * against before anything is allocated. At least 1, as Kafka demands of every element.
     */
    int minSizeBytes() {
        int least = Integer.MAX_VALUE;
        for (int version = live.lowest(); version <= live.highest(); version++) {
            least = Math.min(least, minSizeBytes(version));
        }
        return Math.max(1, least);
    }

    private int minSizeBytes(int version) {
        int size = flexible.contains(version) ? 1 : 0;
        for (FieldModel field : fields) {
            if (field.plain().contains(version)) {
                size += minSizeBytes(field, version);
            }
        }
        return size;
    }

    private static int minSizeBytes(FieldModel field, int version) {
        boolean compact = field.flexible().contains(version);
        if (field.type() instanceof FieldType.Fixed fixed) {
            return fixed.sizeBytes();
        }
        if (field.type() == FieldType.Sized.STRING) {
            return compact ? 1 : 2;
        }
        if (field.isStruct()) {
            return field.nullable().contains(version)
                    ? 1
                    : field.requiredStruct().minSizeBytes(version);
        }
        return compact ? 1 : 4;
    }
}
