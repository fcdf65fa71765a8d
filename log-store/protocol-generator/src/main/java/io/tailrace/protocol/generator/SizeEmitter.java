package io.tailrace.protocol.generator;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.List;

/** Emits {@code sizeOfFields(version)} of one structure: exactly what the writer emitted for it will produce. */
final class SizeEmitter {

    private final StructModel struct;
    private final JavaTypes types;

    SizeEmitter(StructModel struct, JavaTypes types) {
        this.struct = struct;
        this.types = types;
    }

    MethodSpec method() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("sizeOfFields")
                .returns(TypeName.INT)
                .addParameter(TypeName.SHORT, "version")
                .addStatement("int size = 0");
        for (FieldModel field : struct.fields()) {
            if (!field.plain().isEmpty()) {
                method.addCode(VersionBranch.choose(
                        struct.live(), field.plain(), add(field, field.plain()), CodeBlock.of("")));
            }
        }
        method.addCode(VersionBranch.choose(struct.live(), struct.flexible(), taggedSection(), CodeBlock.of("")));
        return method.addStatement("return size").build();
    }

    private CodeBlock taggedSection() {
        List<FieldModel> tagged = struct.taggedFields();
        CodeBlock.Builder code = CodeBlock.builder();
        if (tagged.isEmpty()) {
            return code.addStatement("size += $T.sizeOf(0, this.unknownTaggedFields)", Names.TAGGED_FIELDS)
                    .build();
        }
        code.addStatement("int tagCount = 0");
        for (FieldModel field : tagged) {
            CodeBlock ifSet = CodeBlock.builder()
                    .beginControlFlow("if ($L)", Defaults.differs(field))
                    .addStatement("tagCount++")
                    .addStatement("int before = size")
                    .add(add(field, field.tagged()))
                    .addStatement("size += $T.sizeOfTag($L, size - before)", Names.TAGGED_FIELDS, field.tag())
                    .endControlFlow()
                    .build();
            code.add(VersionBranch.choose(struct.flexible(), field.tagged(), ifSet, CodeBlock.of("")));
        }
        return code.addStatement("size += $T.sizeOf(tagCount, this.unknownTaggedFields)", Names.TAGGED_FIELDS)
                .build();
    }

    /** Statements that add the field to the local variable {@code size}, for a version in {@code live}. */
    CodeBlock add(FieldModel field, VersionRange live) {
        if (field.type() instanceof FieldType.Fixed fixed) {
            return CodeBlock.of("size += $L;\n", fixed.sizeBytes());
        }
        CodeBlock flexible = VersionBranch.test(live, field.flexible());
        if (field.type() instanceof FieldType.Sized sized) {
            return CodeBlock.of(
                    "size += $T.$L(this.$N, $L);\n", Names.WIRE_SIZE, sizeMethod(sized), field.name(), flexible);
        }
        return field.isArray() ? addArray(field, flexible) : addStruct(field, live);
    }

    private static String sizeMethod(FieldType.Sized type) {
        return switch (type) {
            case STRING -> "ofString";
            case BYTES -> "ofBytes";
            case RECORDS -> "ofRecords";
        };
    }

    private static CodeBlock addStruct(FieldModel field, VersionRange live) {
        if (!field.isNullableInJava()) {
            return CodeBlock.of("size += this.$N.sizeOfFields(version);\n", field.name());
        }
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(VersionBranch.choose(live, field.nullable(), CodeBlock.of("size += 1;\n"), CodeBlock.of("")));
        return code.beginControlFlow("if (this.$N != null)", field.name())
                .addStatement("size += this.$N.sizeOfFields(version)", field.name())
                .endControlFlow()
                .build();
    }

    private CodeBlock addArray(FieldModel field, CodeBlock flexible) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("size += $T.ofArrayLength(this.$N, $L)", Names.WIRE_SIZE, field.name(), flexible);
        if (!field.isNullableInJava()) {
            return code.add(addElements(field, flexible)).build();
        }
        return code.beginControlFlow("if (this.$N != null)", field.name())
                .add(addElements(field, flexible))
                .endControlFlow()
                .build();
    }

    private CodeBlock addElements(FieldModel field, CodeBlock flexible) {
        FieldType element = field.elementType();
        if (element instanceof FieldType.Fixed fixed) {
            return CodeBlock.of("size += $L * this.$N.size();\n", fixed.sizeBytes(), field.name());
        }
        CodeBlock elementSize = element instanceof FieldType.StructOf
                ? CodeBlock.of("element.sizeOfFields(version)")
                : CodeBlock.of("$T.ofString(element, $L)", Names.WIRE_SIZE, flexible);
        return CodeBlock.builder()
                .beginControlFlow("for ($T element : this.$N)", types.plain(element), field.name())
                .addStatement("size += $L", elementSize)
                .endControlFlow()
                .build();
    }
}
