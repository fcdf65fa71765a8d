package io.tailrace.protocol.generator;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits {@code readFields(in, version)} of one structure. A message may be read twice, so its own fields are reset where
 * a version lacks them; nested structures are always read right after they were made, and have their defaults already.
 */
final class ReadEmitter {

    private final StructModel struct;
    private final JavaTypes types;
    private final boolean isMessage;

    ReadEmitter(StructModel struct, JavaTypes types, boolean isMessage) {
        this.struct = struct;
        this.isMessage = isMessage;
        this.types = types;
    }

    MethodSpec method() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("readFields")
                .addParameter(Names.BYTE_BUF, "in")
                .addParameter(TypeName.SHORT, "version");
        for (FieldModel field : struct.fields()) {
            CodeBlock reset = resetOf(CodeBlock.of("this.$N = $L;\n", field.name(), Defaults.value(field, types)));
            method.addCode(VersionBranch.choose(struct.live(), field.plain(), read(field, field.plain()), reset));
        }
        CodeBlock forget = resetOf(CodeBlock.of("this.unknownTaggedFields = null;\n"));
        method.addCode(VersionBranch.choose(struct.live(), struct.flexible(), taggedSection(), forget));
        return method.build();
    }

    private CodeBlock resetOf(CodeBlock assignment) {
        return isMessage ? assignment : CodeBlock.of("");
    }

    private CodeBlock taggedSection() {
        List<FieldModel> tagged = struct.taggedFields();
        CodeBlock.Builder code = CodeBlock.builder();
        if (tagged.isEmpty()) {
            return code.addStatement(
                            "this.unknownTaggedFields = $T.readUnknown(in, $S)", Names.TAGGED_FIELDS, struct.label())
                    .build();
        }
        code.addStatement("$1T tags = new $1T(in, $2S)", Names.TAGGED_FIELD_READER, struct.label());
        code.beginControlFlow("while (tags.next())");
        code.beginControlFlow("switch (tags.tag())");
        for (FieldModel field : tagged) {
            CodeBlock wrongVersion = CodeBlock.builder()
                    .addStatement("throw tags.notInVersion(version)")
                    .build();
            CodeBlock read = CodeBlock.builder()
                    .add(read(field, field.tagged()))
                    .addStatement("break")
                    .build();
            code.add("case $L: {\n$>", field.tag())
                    .add(VersionBranch.choose(struct.flexible(), field.tagged(), read, wrongVersion))
                    .add("$<}\n");
        }
        code.add("default:\n$>").addStatement("tags.keepUnknown()").add("$<");
        code.endControlFlow().endControlFlow();
        return code.addStatement("this.unknownTaggedFields = tags.unknown()").build();
    }

    /** Statements that read the field, where the version is known to be in {@code live}. */
    private CodeBlock read(FieldModel field, VersionRange live) {
        if (field.type() instanceof FieldType.Fixed fixed) {
            return CodeBlock.of("this.$N = $L;\n", field.name(), fixedValue(fixed, field.label()));
        }
        if (field.type() instanceof FieldType.Sized sized) {
            return CodeBlock.of("this.$N = $L;\n", field.name(), sizedValue(sized, field, live));
        }
        return field.isArray() ? readArray(field, live) : readStruct(field, live);
    }

    private CodeBlock readStruct(FieldModel field, VersionRange live) {
        TypeName type = types.plain(field.type());
        CodeBlock.Builder value = CodeBlock.builder();
        value.addStatement("$1T value = new $1T()", type)
                .addStatement("this.$N = value", field.name())
                .addStatement("value.readFields(in, version)");
        CodeBlock.Builder code = CodeBlock.builder();
        if (field.nullable().intersect(live).isEmpty()) {
            return code.add("{\n$>").add(value.build()).add("$<}\n").build();
        }
        CodeBlock present = CodeBlock.of("$T.readPresence(in, $S)", Names.WIRE_READER, field.label());
        if (!field.nullable().covers(live)) {
            present = CodeBlock.of("!($L) || $L", VersionBranch.test(live, field.nullable()), present);
        }
        code.beginControlFlow("if ($L)", present);
        return code.add(value.build())
                .nextControlFlow("else")
                .addStatement("this.$N = null", field.name())
                .endControlFlow()
                .build();
    }

    private CodeBlock readArray(FieldModel field, VersionRange live) {
        CodeBlock flexible = VersionBranch.test(live, field.flexible());
        CodeBlock nullable = VersionBranch.test(live, field.nullable());
        CodeBlock.Builder code = CodeBlock.builder();
        code.add("{\n$>");
        code.addStatement(
                "int length = $T.readArrayLength(in, $L, $L, $L, $S)",
                Names.WIRE_READER,
                minElementSizeBytes(field, live),
                flexible,
                nullable,
                field.label());
        boolean mayBeNull = !field.nullable().intersect(live).isEmpty();
        if (mayBeNull) {
            code.beginControlFlow("if (length < 0)")
                    .addStatement("this.$N = null", field.name())
                    .nextControlFlow("else");
        }
        code.addStatement("$T list = new $T<>(length)", types.plain(field.type()), ArrayList.class);
        code.addStatement("this.$N = list", field.name());
        code.beginControlFlow("for (int i = 0; i < length; i++)")
                .add(readElement(field, live))
                .endControlFlow();
        if (mayBeNull) {
            code.endControlFlow();
        }
        return code.add("$<}\n").build();
    }

    private CodeBlock readElement(FieldModel field, VersionRange live) {
        FieldType element = field.elementType();
        CodeBlock.Builder code = CodeBlock.builder();
        if (element instanceof FieldType.StructOf) {
            return code.addStatement("$1T element = new $1T()", types.plain(element))
                    .addStatement("list.add(element)")
                    .addStatement("element.readFields(in, version)")
                    .build();
        }
        if (element instanceof FieldType.Fixed fixed) {
            return code.addStatement("list.add($L)", fixedValue(fixed, field.label()))
                    .build();
        }
        return code.addStatement(
                        "list.add($T.readString(in, $L, false, $S))",
                        Names.WIRE_READER,
                        VersionBranch.test(live, field.flexible()),
                        field.label())
                .build();
    }

    private static int minElementSizeBytes(FieldModel field, VersionRange live) {
        FieldType element = field.elementType();
        if (element instanceof FieldType.StructOf) {
            return field.requiredStruct().minSizeBytes();
        }
        if (element instanceof FieldType.Fixed fixed) {
            return fixed.sizeBytes();
        }
        if (element != FieldType.Sized.STRING) {
            throw new IllegalArgumentException(field.label() + ": arrays of " + element + " are not supported");
        }
        return field.flexible().intersect(live).isEmpty() ? 2 : 1;
    }

    private static CodeBlock fixedValue(FieldType.Fixed type, String label) {
        String method = switch (type) {
            case BOOL -> "readBool";
            case INT8 -> "readInt8";
            case INT16 -> "readInt16";
            case UINT16 -> "readUint16";
            case INT32 -> "readInt32";
            case UINT32 -> "readUint32";
            case INT64 -> "readInt64";
            case FLOAT64 -> "readFloat64";
            case UUID -> "readUuid";
        };
        return CodeBlock.of("$T.$L(in, $S)", Names.WIRE_READER, method, label);
    }

    private static CodeBlock sizedValue(FieldType.Sized type, FieldModel field, VersionRange live) {
        String method = switch (type) {
            case STRING -> "readString";
            case BYTES -> "readBytes";
            case RECORDS -> "readRecords";
        };
        return CodeBlock.of(
                "$T.$L(in, $L, $L, $S)",
                Names.WIRE_READER,
                method,
                VersionBranch.test(live, field.flexible()),
                VersionBranch.test(live, field.nullable()),
                field.label());
    }
}
