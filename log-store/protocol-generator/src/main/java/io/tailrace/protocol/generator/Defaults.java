package io.tailrace.protocol.generator;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.Objects;

/** The default of a field: as an initial value, and as a test. */
final class Defaults {

    private Defaults() {}

    /** An expression that makes the default value. */
    static CodeBlock value(FieldModel field, JavaTypes types) {
        if (field.defaultsToNull()) {
            return CodeBlock.of("null");
        }
        if (field.type() instanceof FieldType.Fixed fixed) {
            return fixedValue(field, fixed);
        }
        if (field.type() == FieldType.Sized.STRING) {
            return CodeBlock.of("$S", text(field));
        }
        if (field.type() == FieldType.Sized.BYTES) {
            return CodeBlock.of("$T.NO_BYTES", Names.WIRE_READER);
        }
        if (field.isArray()) {
            return CodeBlock.of("new $T<>()", ArrayList.class);
        }
        return CodeBlock.of("new $T()", types.plain(field.type()));
    }

    /** A boolean expression that holds if the field has another value than its default. */
    static CodeBlock differs(FieldModel field) {
        String name = field.name();
        if (field.defaultsToNull()) {
            return CodeBlock.of("this.$N != null", name);
        }
        if (field.type() instanceof FieldType.Fixed fixed) {
            return fixedDiffers(field, fixed);
        }
        if (field.type() == FieldType.Sized.STRING) {
            return CodeBlock.of("!$S.equals(this.$N)", text(field), name);
        }
        CodeBlock isFilled = CodeBlock.of(filledTest(field), name);
        return field.isNullableInJava() ? CodeBlock.of("(this.$N == null || $L)", name, isFilled) : isFilled;
    }

    private static String filledTest(FieldModel field) {
        if (field.type() == FieldType.Sized.BYTES) {
            return "this.$N.length != 0";
        }
        return field.isArray() ? "!this.$N.isEmpty()" : "!this.$N.isDefault()";
    }

    private static CodeBlock fixedDiffers(FieldModel field, FieldType.Fixed type) {
        return switch (type) {
            case BOOL -> CodeBlock.of(isTrue(field) ? "!this.$N" : "this.$N", field.name());
            case FLOAT64 ->
                CodeBlock.of(
                        "$T.compare(this.$N, $L) != 0", TypeName.DOUBLE.box(), field.name(), fixedValue(field, type));
            case UUID -> CodeBlock.of("!this.$N.equals($T.ZERO)", field.name(), Names.UUIDS);
            default -> CodeBlock.of("this.$N != $L", field.name(), fixedValue(field, type));
        };
    }

    private static CodeBlock fixedValue(FieldModel field, FieldType.Fixed type) {
        return switch (type) {
            case BOOL -> CodeBlock.of("$L", isTrue(field));
            case UUID -> CodeBlock.of("$T.ZERO", Names.UUIDS);
            case FLOAT64 ->
                CodeBlock.of("$L", Double.parseDouble(Objects.requireNonNullElse(field.defaultValue(), "0")));
            case INT64, UINT32 -> CodeBlock.of("$LL", number(field));
            default -> CodeBlock.of("$L", number(field));
        };
    }

    private static boolean isTrue(FieldModel field) {
        return Boolean.parseBoolean(Objects.requireNonNullElse(field.defaultValue(), "false"));
    }

    private static long number(FieldModel field) {
        return field.defaultValue() == null || field.defaultValue().isEmpty() ? 0 : Long.decode(field.defaultValue());
    }

    private static String text(FieldModel field) {
        return Objects.requireNonNullElse(field.defaultValue(), "");
    }
}
