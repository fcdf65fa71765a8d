package io.tailrace.protocol.generator;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.UUID;

/** The Java type that each field type becomes. Structures are classes nested in their message. */
final class JavaTypes {

    private final ClassName message;

    JavaTypes(String messageName) {
        this.message = ClassName.get(Names.MESSAGES, messageName);
    }

    /** The type of the field, with {@code @Nullable} where null is a value. */
    TypeName annotated(FieldModel field) {
        TypeName plain = plain(field.type());
        return field.isNullableInJava() ? plain.annotated(Names.NULLABLE) : plain;
    }

    TypeName plain(FieldType type) {
        if (type instanceof FieldType.Fixed fixed) {
            return fixed(fixed);
        }
        if (type instanceof FieldType.Sized sized) {
            return sized(sized);
        }
        if (type instanceof FieldType.ArrayOf array) {
            return ParameterizedTypeName.get(
                    ClassName.get(List.class), plain(array.element()).box());
        }
        return struct(((FieldType.StructOf) type).name());
    }

    ClassName struct(String name) {
        return name.equals(message.simpleName()) ? message : message.nestedClass(name);
    }

    private static TypeName fixed(FieldType.Fixed type) {
        return switch (type) {
            case BOOL -> TypeName.BOOLEAN;
            case INT8 -> TypeName.BYTE;
            case INT16 -> TypeName.SHORT;
            case UINT16, INT32 -> TypeName.INT;
            case UINT32, INT64 -> TypeName.LONG;
            case FLOAT64 -> TypeName.DOUBLE;
            case UUID -> ClassName.get(UUID.class);
        };
    }

    private static TypeName sized(FieldType.Sized type) {
        return switch (type) {
            case STRING -> ClassName.get(String.class);
            case BYTES -> ArrayTypeName.of(TypeName.BYTE);
            case RECORDS -> Names.BYTE_BUF;
        };
    }
}
