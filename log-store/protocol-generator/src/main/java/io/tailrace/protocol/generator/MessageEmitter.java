package io.tailrace.protocol.generator;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Emits the class of one message, with its structures nested in it. */
final class MessageEmitter {

    private final MessageModel message;
    private final JavaTypes types;

    MessageEmitter(MessageModel message) {
        this.message = message;
        this.types = new JavaTypes(message.name());
    }

    TypeSpec type() {
        Set<String> askedForDefault = structsAskedForDefault();
        TypeSpec.Builder type = TypeSpec.classBuilder(message.name())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(Names.API_MESSAGE)
                .addJavadoc("$L\n", documentation());
        addConstants(type);
        new StructEmitter(message.root(), types).addTo(type, true, false);
        addMessageMethods(type);
        for (StructModel struct : message.nested()) {
            TypeSpec.Builder nested = TypeSpec.classBuilder(struct.name())
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                    .addJavadoc("Part of {@link $L}, in versions $L.\n", message.name(), struct.live());
            new StructEmitter(struct, types).addTo(nested, false, askedForDefault.contains(struct.name()));
            type.addType(nested.build());
        }
        return type.build();
    }

    private Set<String> structsAskedForDefault() {
        Set<String> asked = new HashSet<>();
        Stream.concat(Stream.of(message.root()), message.nested().stream())
                .flatMap(struct -> struct.fields().stream())
                .filter(field -> field.isStruct() && !field.defaultsToNull())
                .forEach(field -> asked.add(field.requiredStruct().name()));
        return asked;
    }

    private String documentation() {
        MessageSpec spec = message.spec();
        String kind = spec.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String key = spec.kind().isRpc() ? ", API key " + spec.apiKey() : "";
        return "Kafka's " + kind + " message" + key + ", versions " + spec.validVersions() + ", flexible in "
                + spec.flexibleVersions().intersect(spec.validVersions())
                + ".\n\n<p><b>Threads:</b> owned by one thread at a time.";
    }

    private void addConstants(TypeSpec.Builder type) {
        MessageSpec spec = message.spec();
        if (spec.kind().isCoordinatorRecord()) {
            type.addField(
                    constant("RECORD_TYPE", spec.apiKey(), "The number before the key that tells records apart."));
        }
        type.addField(
                constant("LOWEST_SUPPORTED_VERSION", spec.validVersions().lowest(), "The lowest version that exists."));
        type.addField(constant(
                "HIGHEST_SUPPORTED_VERSION", spec.validVersions().highest(), "The highest version that exists."));
    }

    private static FieldSpec constant(String name, int value, String about) {
        return FieldSpec.builder(TypeName.SHORT, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("$L\n", about)
                .initializer("$L", value)
                .build();
    }

    private void addMessageMethods(TypeSpec.Builder type) {
        int apiKey = message.spec().kind().isRpc() ? message.spec().apiKey() : -1;
        type.addMethod(shortMethod("apiKey", CodeBlock.of("$L", apiKey)));
        type.addMethod(shortMethod("lowestSupportedVersion", CodeBlock.of("LOWEST_SUPPORTED_VERSION")));
        type.addMethod(shortMethod("highestSupportedVersion", CodeBlock.of("HIGHEST_SUPPORTED_VERSION")));
        CodeBlock range =
                CodeBlock.of("version, LOWEST_SUPPORTED_VERSION, HIGHEST_SUPPORTED_VERSION, $S", message.name());
        type.addMethod(override("size")
                .returns(TypeName.INT)
                .addParameter(TypeName.SHORT, "version")
                .addStatement("$T.requireWritable($L)", Names.VERSIONS, range)
                .addStatement("return sizeOfFields(version)")
                .build());
        type.addMethod(override("write")
                .addParameter(Names.BYTE_BUF, "out")
                .addParameter(TypeName.SHORT, "version")
                .addParameter(Names.RECORDS_SINK, "records")
                .addStatement("$T.requireWritable($L)", Names.VERSIONS, range)
                .addStatement("writeFields(out, version, records)")
                .build());
        type.addMethod(readMethod(range));
        if (message.root().holdsRecords()) {
            type.addMethod(override("release").addStatement("releaseRecords()").build());
        }
    }

    /** A message that could not be read to its end gives back the slices it took. */
    private MethodSpec readMethod(CodeBlock range) {
        MethodSpec.Builder method = override("read")
                .addParameter(Names.BYTE_BUF, "in")
                .addParameter(TypeName.SHORT, "version")
                .addStatement("$T.requireReadable($L)", Names.VERSIONS, range);
        if (!message.root().holdsRecords()) {
            return method.addStatement("readFields(in, version)").build();
        }
        return method.beginControlFlow("try")
                .addStatement("readFields(in, version)")
                .nextControlFlow("catch ($T e)", RuntimeException.class)
                .addStatement("release()")
                .addStatement("throw e")
                .endControlFlow()
                .build();
    }

    private static MethodSpec shortMethod(String name, CodeBlock value) {
        return override(name)
                .returns(TypeName.SHORT)
                .addStatement("return $L", value)
                .build();
    }

    private static MethodSpec.Builder override(String name) {
        return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    }
}
