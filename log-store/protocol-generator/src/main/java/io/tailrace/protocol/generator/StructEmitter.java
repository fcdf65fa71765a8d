package io.tailrace.protocol.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Puts together the members that the message class and its nested classes have in common. */
final class StructEmitter {

    private final StructModel struct;
    private final JavaTypes types;

    StructEmitter(StructModel struct, JavaTypes types) {
        this.struct = struct;
        this.types = types;
    }

    void addTo(TypeSpec.Builder target, boolean isMessage, boolean needsIsDefault) {
        TypeName rawFields = ParameterizedTypeName.get(ClassName.get(List.class), Names.RAW_TAGGED_FIELD);
        new AccessorEmitter(struct, types).addTo(target);
        target.addField(FieldSpec.builder(rawFields.annotated(Names.NULLABLE), "unknownTaggedFields", Modifier.PRIVATE)
                .build());
        target.addMethod(unknownTaggedFields(rawFields, isMessage));
        target.addMethod(new ReadEmitter(struct, types, isMessage).method());
        target.addMethod(new WriteEmitter(struct, types).method());
        target.addMethod(new SizeEmitter(struct, types).method());
        ValueEmitter values = new ValueEmitter(struct, types);
        values.addTo(target);
        if (needsIsDefault) {
            target.addMethod(values.isDefaultMethod());
        }
        if (struct.holdsRecords()) {
            target.addMethod(new ReleaseEmitter(struct, types).method());
        }
    }

    private static MethodSpec unknownTaggedFields(TypeName rawFields, boolean isMessage) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("unknownTaggedFields")
                .addModifiers(Modifier.PUBLIC)
                .returns(rawFields);
        if (isMessage) {
            method.addAnnotation(Override.class);
        } else {
            method.addJavadoc("Tagged fields that were read here and are not in the specification.\n");
        }
        return method.addStatement(
                        "return this.unknownTaggedFields == null ? $T.of() : this.unknownTaggedFields", List.class)
                .build();
    }
}
