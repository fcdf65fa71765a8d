package io.tailrace.protocol.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Emits what a structure is as a value: {@code equals}, {@code hashCode}, {@code toString}, {@code isDefault}. */
final class ValueEmitter {

    /** String fields that carry passwords among others: configuration values. Bytes are never shown anyway. */
    private static final Set<String> HIDDEN = Set.of(
            "AlterConfigsRequest.AlterableConfig.value",
            "IncrementalAlterConfigsRequest.AlterableConfig.value",
            "CreateTopicsRequest.CreatableTopicConfig.value",
            "CreateTopicsResponse.CreatableTopicConfigs.value",
            "DescribeConfigsResponse.DescribeConfigsResourceResult.value",
            "DescribeConfigsResponse.DescribeConfigsSynonym.value");

    private final StructModel struct;
    private final ClassName self;

    ValueEmitter(StructModel struct, JavaTypes types) {
        this.struct = struct;
        this.self = types.struct(struct.name());
    }

    void addTo(TypeSpec.Builder target) {
        target.addMethod(equalsMethod()).addMethod(hashCodeMethod()).addMethod(toStringMethod());
    }

    private MethodSpec equalsMethod() {
        CodeBlock.Builder comparison = CodeBlock.builder();
        for (FieldModel field : struct.fields()) {
            comparison.add("$L\n&& ", equal(field));
        }
        comparison.add("$T.equals(this.unknownTaggedFields(), that.unknownTaggedFields())", Objects.class);
        return MethodSpec.methodBuilder("equals")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ClassName.OBJECT.annotated(Names.NULLABLE), "other")
                .returns(TypeName.BOOLEAN)
                .addStatement("return other instanceof $T that\n&& $L", self, comparison.build())
                .build();
    }

    private static CodeBlock equal(FieldModel field) {
        String name = field.name();
        if (field.type() == FieldType.Fixed.FLOAT64) {
            return CodeBlock.of("$T.compare(this.$N, that.$N) == 0", Double.class, name, name);
        }
        if (field.type() instanceof FieldType.Fixed fixed && fixed != FieldType.Fixed.UUID) {
            return CodeBlock.of("this.$N == that.$N", name, name);
        }
        Class<?> comparer = field.type() == FieldType.Sized.BYTES ? Arrays.class : Objects.class;
        return CodeBlock.of("$T.equals(this.$N, that.$N)", comparer, name, name);
    }

    private MethodSpec hashCodeMethod() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("hashCode")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.INT)
                .addStatement("int hash = 1");
        for (FieldModel field : struct.fields()) {
            method.addStatement("hash = 31 * hash + $L", hash(field));
        }
        return method.addStatement("return hash").build();
    }

    private static CodeBlock hash(FieldModel field) {
        if (field.type() == FieldType.Sized.BYTES) {
            return CodeBlock.of("$T.hashCode(this.$N)", Arrays.class, field.name());
        }
        if (field.type() instanceof FieldType.Fixed fixed) {
            return switch (fixed) {
                case BOOL -> CodeBlock.of("(this.$N ? 1231 : 1237)", field.name());
                case INT8, INT16, UINT16, INT32 -> CodeBlock.of("this.$N", field.name());
                case UINT32, INT64 -> CodeBlock.of("$T.hashCode(this.$N)", Long.class, field.name());
                case FLOAT64 -> CodeBlock.of("$T.hashCode(this.$N)", Double.class, field.name());
                case UUID -> CodeBlock.of("this.$N.hashCode()", field.name());
            };
        }
        return CodeBlock.of("$T.hashCode(this.$N)", Objects.class, field.name());
    }

    private MethodSpec toStringMethod() {
        CodeBlock.Builder text = CodeBlock.builder().add("return $S", struct.name() + "(");
        String separator = "";
        for (FieldModel field : struct.fields()) {
            text.add("\n+ $S + $L", separator + field.name() + "=", shown(field));
            separator = ", ";
        }
        return MethodSpec.methodBuilder("toString")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement(text.add("\n+ $S", ")").build())
                .build();
    }

    private static CodeBlock shown(FieldModel field) {
        if (HIDDEN.contains(field.label())) {
            return CodeBlock.of("$T.hidden(this.$N)", Names.WIRE_TEXT, field.name());
        }
        if (field.type() == FieldType.Sized.BYTES || field.type() == FieldType.Sized.RECORDS) {
            return CodeBlock.of("$T.sizeOf(this.$N)", Names.WIRE_TEXT, field.name());
        }
        return CodeBlock.of("this.$N", field.name());
    }

    /** Whether a structure is as constructed; asked before a tagged structure is written. */
    MethodSpec isDefaultMethod() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("isDefault").returns(TypeName.BOOLEAN);
        CodeBlock.Builder differences = CodeBlock.builder();
        for (FieldModel field : struct.fields()) {
            differences.add("$L\n|| ", Defaults.differs(field));
        }
        differences.add("!unknownTaggedFields().isEmpty()");
        return method.addStatement("return !($L)", differences.build()).build();
    }
}
