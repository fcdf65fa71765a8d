package io.tailrace.protocol.generator;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.List;

/** Emits {@code writeFields(out, version, records)} of one structure. */
final class WriteEmitter {

    private final StructModel struct;
    private final JavaTypes types;
    private final SizeEmitter sizes;

    WriteEmitter(StructModel struct, JavaTypes types) {
        this.struct = struct;
        this.types = types;
        this.sizes = new SizeEmitter(struct, types);
    }

    MethodSpec method() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("writeFields")
                .addParameter(Names.BYTE_BUF, "out")
                .addParameter(TypeName.SHORT, "version")
                .addParameter(Names.RECORDS_SINK, "records");
        for (FieldModel field : struct.fields()) {
            method.addCode(
                    VersionBranch.choose(struct.live(), field.versions(), writePlain(field), requireDroppable(field)));
        }
        CodeBlock refuse = CodeBlock.of(
                "$T.requireNone(this.unknownTaggedFields, version, $S);\n", Names.TAGGED_FIELDS, struct.label());
        return method.addCode(VersionBranch.choose(struct.live(), struct.flexible(), taggedSection(), refuse))
                .build();
    }

    private CodeBlock writePlain(FieldModel field) {
        VersionRange plain = field.plain();
        if (plain.isEmpty()) {
            return CodeBlock.of("");
        }
        return VersionBranch.choose(field.versions(), plain, write(field, plain), CodeBlock.of(""));
    }

    /** A field that this version lacks may be dropped if it is ignorable or has its default value. */
    private static CodeBlock requireDroppable(FieldModel field) {
        if (field.ignorable()) {
            return CodeBlock.of("");
        }
        return CodeBlock.builder()
                .beginControlFlow("if ($L)", Defaults.differs(field))
                .addStatement("throw $T.notInVersion($S, version)", Names.UNSUPPORTED, field.label())
                .endControlFlow()
                .build();
    }

    private CodeBlock taggedSection() {
        List<FieldModel> tagged = struct.taggedFields();
        CodeBlock.Builder code = CodeBlock.builder();
        if (tagged.isEmpty()) {
            return code.addStatement("$T.writeUnknown(out, this.unknownTaggedFields)", Names.TAGGED_FIELDS)
                    .build();
        }
        code.addStatement("int tagCount = 0");
        for (FieldModel field : tagged) {
            code.add(whereTagged(field, CodeBlock.of("tagCount++;\n")));
        }
        code.addStatement("$T.writeCount(out, tagCount, this.unknownTaggedFields)", Names.TAGGED_FIELDS);
        code.addStatement("int unknownIndex = 0");
        for (FieldModel field : tagged) {
            code.add(whereTagged(field, writeTagged(field)));
        }
        return code.addStatement(
                        "$T.writeUnknownFrom(out, this.unknownTaggedFields, unknownIndex)", Names.TAGGED_FIELDS)
                .build();
    }

    private CodeBlock whereTagged(FieldModel field, CodeBlock statements) {
        CodeBlock ifSet = CodeBlock.builder()
                .beginControlFlow("if ($L)", Defaults.differs(field))
                .add(statements)
                .endControlFlow()
                .build();
        return VersionBranch.choose(struct.flexible(), field.tagged(), ifSet, CodeBlock.of(""));
    }

    private CodeBlock writeTagged(FieldModel field) {
        return CodeBlock.builder()
                .addStatement(
                        "unknownIndex = $T.writeUnknownBelow(out, this.unknownTaggedFields, unknownIndex, $L, $S)",
                        Names.TAGGED_FIELDS,
                        field.tag(),
                        field.label())
                .addStatement("int size = 0")
                .add(sizes.add(field, field.tagged()))
                .addStatement("$T.writeTag(out, $L, size)", Names.TAGGED_FIELDS, field.tag())
                .add(write(field, field.tagged()))
                .build();
    }

    /** Statements that write the field, where the version is known to be in {@code live}. */
    private CodeBlock write(FieldModel field, VersionRange live) {
        if (field.type() instanceof FieldType.Fixed fixed) {
            return fixed(fixed, CodeBlock.of("this.$N", field.name()));
        }
        if (field.type() instanceof FieldType.Sized sized) {
            return sized(sized, field, live);
        }
        return field.isArray() ? writeArray(field, live) : writeStruct(field, live);
    }

    private CodeBlock writeStruct(FieldModel field, VersionRange live) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (!field.isNullableInJava()) {
            return code.addStatement("this.$N.writeFields(out, version, records)", field.name())
                    .build();
        }
        CodeBlock nullable = VersionBranch.test(live, field.nullable());
        code.addStatement(
                "$T.writePresence(out, this.$N, $L, $S)", Names.WIRE_WRITER, field.name(), nullable, field.label());
        return code.beginControlFlow("if (this.$N != null)", field.name())
                .addStatement("this.$N.writeFields(out, version, records)", field.name())
                .endControlFlow()
                .build();
    }

    private CodeBlock writeArray(FieldModel field, VersionRange live) {
        CodeBlock flexible = VersionBranch.test(live, field.flexible());
        CodeBlock nullable = VersionBranch.test(live, field.nullable());
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement(
                "$T.writeArrayLength(out, this.$N, $L, $L, $S)",
                Names.WIRE_WRITER,
                field.name(),
                flexible,
                nullable,
                field.label());
        CodeBlock loop = CodeBlock.builder()
                .beginControlFlow("for ($T element : this.$N)", types.plain(field.elementType()), field.name())
                .add(writeElement(field, flexible))
                .endControlFlow()
                .build();
        if (!field.isNullableInJava()) {
            return code.add(loop).build();
        }
        return code.beginControlFlow("if (this.$N != null)", field.name())
                .add(loop)
                .endControlFlow()
                .build();
    }

    private static CodeBlock writeElement(FieldModel field, CodeBlock flexible) {
        FieldType element = field.elementType();
        if (element instanceof FieldType.StructOf) {
            return CodeBlock.of("element.writeFields(out, version, records);\n");
        }
        if (element instanceof FieldType.Fixed fixed) {
            return fixed(fixed, CodeBlock.of("element"));
        }
        return CodeBlock.of(
                "$T.writeString(out, element, $L, false, $S);\n", Names.WIRE_WRITER, flexible, field.label());
    }

    private static CodeBlock fixed(FieldType.Fixed type, CodeBlock value) {
        return switch (type) {
            case BOOL -> CodeBlock.of("out.writeBoolean($L);\n", value);
            case INT8 -> CodeBlock.of("out.writeByte($L);\n", value);
            case INT16, UINT16 -> CodeBlock.of("out.writeShort($L);\n", value);
            case INT32 -> CodeBlock.of("out.writeInt($L);\n", value);
            case UINT32 -> CodeBlock.of("out.writeInt((int) $L);\n", value);
            case INT64 -> CodeBlock.of("out.writeLong($L);\n", value);
            case FLOAT64 -> CodeBlock.of("out.writeDouble($L);\n", value);
            case UUID -> CodeBlock.of("$T.writeUuid(out, $L);\n", Names.WIRE_WRITER, value);
        };
    }

    private static CodeBlock sized(FieldType.Sized type, FieldModel field, VersionRange live) {
        String method = switch (type) {
            case STRING -> "writeString";
            case BYTES -> "writeBytes";
            case RECORDS -> "writeRecords";
        };
        CodeBlock sink = type == FieldType.Sized.RECORDS ? CodeBlock.of(", records") : CodeBlock.of("");
        return CodeBlock.of(
                "$T.$L(out, this.$N, $L, $L, $S$L);\n",
                Names.WIRE_WRITER,
                method,
                field.name(),
                VersionBranch.test(live, field.flexible()),
                VersionBranch.test(live, field.nullable()),
                field.label(),
                sink);
    }
}
