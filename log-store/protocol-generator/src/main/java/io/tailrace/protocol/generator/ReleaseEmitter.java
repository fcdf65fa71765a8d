package io.tailrace.protocol.generator;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;

/** Emits {@code releaseRecords()} for a structure that holds record slices, itself or in structures below it. */
final class ReleaseEmitter {

    private final StructModel struct;
    private final JavaTypes types;

    ReleaseEmitter(StructModel struct, JavaTypes types) {
        this.struct = struct;
        this.types = types;
    }

    MethodSpec method() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("releaseRecords");
        for (FieldModel field : struct.fields()) {
            if (field.holdsRecords()) {
                method.beginControlFlow("if (this.$N != null)", field.name())
                        .addCode(release(field))
                        .endControlFlow();
            }
        }
        return method.build();
    }

    private CodeBlock release(FieldModel field) {
        if (field.type() == FieldType.Sized.RECORDS) {
            return CodeBlock.builder()
                    .addStatement("this.$N.release()", field.name())
                    .addStatement("this.$N = null", field.name())
                    .build();
        }
        if (!field.isArray()) {
            return CodeBlock.of("this.$N.releaseRecords();\n", field.name());
        }
        return CodeBlock.builder()
                .beginControlFlow("for ($T element : this.$N)", types.plain(field.elementType()), field.name())
                .addStatement("element.releaseRecords()")
                .endControlFlow()
                .build();
    }
}
