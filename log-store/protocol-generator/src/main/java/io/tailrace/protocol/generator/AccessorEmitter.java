package io.tailrace.protocol.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Emits the Java fields of one structure, with an accessor and a fluent setter for each. */
final class AccessorEmitter {

    private final StructModel struct;
    private final JavaTypes types;

    AccessorEmitter(StructModel struct, JavaTypes types) {
        this.struct = struct;
        this.types = types;
    }

    void addTo(TypeSpec.Builder target) {
        for (FieldModel field : struct.fields()) {
            com.palantir.javapoet.FieldSpec.Builder declaration =
                    com.palantir.javapoet.FieldSpec.builder(types.annotated(field), field.name(), Modifier.PRIVATE);
            if (!field.defaultsToNull()) {
                declaration.initializer(Defaults.value(field, types));
            }
            target.addField(declaration.build());
        }
        for (FieldModel field : struct.fields()) {
            target.addMethod(accessor(field));
            target.addMethod(setter(field));
        }
    }

    private MethodSpec accessor(FieldModel field) {
        return MethodSpec.methodBuilder(field.name())
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("$L\n\n<p>$L\n", Javadoc.escape(field.about()), Javadoc.versions(field))
                .returns(types.annotated(field))
                .addStatement("return this.$N", field.name())
                .build();
    }

    private MethodSpec setter(FieldModel field) {
        ClassName self = types.struct(struct.name());
        TypeName type = types.annotated(field);
        MethodSpec.Builder setter = MethodSpec.methodBuilder("set" + upperFirst(field.name()))
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Sets {@link #$N()}.\n", field.name())
                .addParameter(type, field.name())
                .returns(self);
        if (field.type() == FieldType.Fixed.UINT16) {
            setter.addStatement("$T.requireUint16($N, $S)", Names.WIRE_WRITER, field.name(), field.label());
        } else if (field.type() == FieldType.Fixed.UINT32) {
            setter.addStatement("$T.requireUint32($N, $S)", Names.WIRE_WRITER, field.name(), field.label());
        } else if (!type.isPrimitive() && !field.isNullableInJava()) {
            return setter.addStatement(
                            "this.$1N = $2T.requireNonNull($1N, $3S)", field.name(), Objects.class, field.label())
                    .addStatement("return this")
                    .build();
        }
        return setter.addStatement("this.$1N = $1N", field.name())
                .addStatement("return this")
                .build();
    }

    private static String upperFirst(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
