package io.tailrace.protocol.generator;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/** Emits the {@code ApiKey} enum: every API that has a version, in the order of its key. */
final class ApiKeyEmitter {

    /** ApiVersions responses keep header version 0, so that a client can read one before it knows the broker. */
    private static final int API_VERSIONS = 18;

    /** Kafka announces Produce from version 0 for the sake of old librdkafka, though it serves later ones only. */
    private static final int PRODUCE = 0;

    private record Api(MessageSpec request, MessageSpec response) {}

    private final List<Api> apis;

    ApiKeyEmitter(List<MessageSpec> specs) {
        this.apis = specs.stream()
                .filter(spec -> spec.isLive() && spec.kind() == MessageSpec.Kind.REQUEST)
                .sorted(Comparator.comparingInt(MessageSpec::apiKey))
                .map(request -> new Api(request, responseOf(request, specs)))
                .toList();
    }

    private static MessageSpec responseOf(MessageSpec request, List<MessageSpec> specs) {
        return specs.stream()
                .filter(spec -> spec.kind() == MessageSpec.Kind.RESPONSE && spec.apiKey() == request.apiKey())
                .filter(response -> response.validVersions().equals(request.validVersions()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        request.name() + ": expected a response with versions " + request.validVersions()));
    }

    TypeSpec type() {
        TypeSpec.Builder type = TypeSpec.enumBuilder(Names.API_KEY)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("The APIs of the wire protocol, in the order of their keys; those that Kafka removed are"
                        + " absent.\n\n<p><b>Threads:</b> any.\n");
        for (Api api : apis) {
            type.addEnumConstant(constantName(api.request().name()), constant(api));
        }
        addFields(type);
        addVersionMethods(type);
        addHeaderMethods(type);
        addFactories(type);
        addLookup(type);
        return type.build();
    }

    static String constantName(String requestName) {
        String name = requestName.substring(0, requestName.length() - "Request".length());
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    private static TypeSpec constant(Api api) {
        MessageSpec request = api.request();
        return TypeSpec.anonymousClassBuilder(
                        "$L, $L, $L, $L, $L, $L",
                        request.apiKey(),
                        request.validVersions().lowest(),
                        request.apiKey() == PRODUCE
                                ? 0
                                : request.validVersions().lowest(),
                        request.highestStableVersion(),
                        firstFlexible(request),
                        api.response().apiKey() == API_VERSIONS ? Short.MAX_VALUE + 1 : firstFlexible(api.response()))
                .build();
    }

    private static int firstFlexible(MessageSpec spec) {
        return spec.flexibleVersions().isEmpty()
                ? Short.MAX_VALUE + 1
                : spec.flexibleVersions().lowest();
    }

    private static void addFields(TypeSpec.Builder type) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        for (String name : List.of(
                "id",
                "lowestVersion",
                "lowestAdvertisedVersion",
                "highestVersion",
                "firstFlexibleRequest",
                "firstFlexibleResponse")) {
            addField(type, constructor, TypeName.INT, name);
        }
        type.addMethod(constructor.build());
    }

    private static void addField(TypeSpec.Builder type, MethodSpec.Builder constructor, TypeName of, String name) {
        type.addField(of, name, Modifier.PRIVATE, Modifier.FINAL);
        constructor.addParameter(of, name).addStatement("this.$1N = $1N", name);
    }

    private static void addVersionMethods(TypeSpec.Builder type) {
        type.addMethod(narrowed("id", "The number that stands for this API in a request header."));
        type.addMethod(narrowed("lowestVersion", "The lowest version that can be read and written."));
        type.addMethod(narrowed(
                "lowestAdvertisedVersion",
                "The lowest version to announce: {@link #lowestVersion()}, but 0 for Produce, as Kafka does"
                        + " (old librdkafka looks there to learn which compression types it may use)."));
        type.addMethod(narrowed("highestVersion", "The highest version that is not still in development."));
        type.addMethod(MethodSpec.methodBuilder("isSupported")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Whether a request of this version can be read and answered.\n")
                .addParameter(TypeName.INT, "version")
                .returns(TypeName.BOOLEAN)
                .addStatement("return version >= lowestVersion && version <= highestVersion")
                .build());
    }

    private static MethodSpec narrowed(String name, String about) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("$L\n", about)
                .returns(TypeName.SHORT)
                .addStatement("return (short) $N", name)
                .build();
    }

    private static void addHeaderMethods(TypeSpec.Builder type) {
        type.addMethod(headerVersion(
                "requestHeaderVersion",
                "The header version of a request: 2 if the request is flexible, else 1. Holds for versions above"
                        + " {@link #highestVersion()} too.",
                "return (short) (version >= firstFlexibleRequest ? 2 : 1)"));
        type.addMethod(headerVersion(
                "responseHeaderVersion",
                "The header version of a response: 1 if the response is flexible, else 0; always 0 for ApiVersions.",
                "return (short) (version >= firstFlexibleResponse ? 1 : 0)"));
    }

    private static MethodSpec headerVersion(String name, String about, String statement) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("$L\n", about)
                .addParameter(TypeName.SHORT, "version")
                .returns(TypeName.SHORT)
                .addStatement(statement)
                .build();
    }

    /**
     * A switch, and no constructor references in the constants: these would link two lambdas an API, and load every
     * message class, when the enum is first touched, which a process feels at its start.
     */
    private void addFactories(TypeSpec.Builder type) {
        type.addMethod(factory("request", Api::request));
        type.addMethod(factory("response", Api::response));
    }

    private MethodSpec factory(String side, Function<Api, MessageSpec> message) {
        CodeBlock.Builder body =
                CodeBlock.builder().add("return switch (this) {\n").indent();
        for (Api api : apis) {
            body.add(
                    "case $L -> new $T();\n",
                    constantName(api.request().name()),
                    ClassName.get(Names.MESSAGES, message.apply(api).name()));
        }
        body.unindent().add("};\n");
        return MethodSpec.methodBuilder(side.equals("request") ? "newRequest" : "newResponse")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("A $L of this API with every field at its default.\n", side)
                .returns(Names.API_MESSAGE)
                .addCode(body.build())
                .build();
    }

    private void addLookup(TypeSpec.Builder type) {
        int highest = apis.get(apis.size() - 1).request().apiKey();
        TypeName array = ArrayTypeName.of(Names.API_KEY.annotated(Names.NULLABLE));
        type.addField(FieldSpec.builder(array, "BY_ID", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("new $T[$L]", Names.API_KEY, highest + 1)
                .build());
        type.addStaticBlock(CodeBlock.builder()
                .beginControlFlow("for ($T key : values())", Names.API_KEY)
                .addStatement("BY_ID[key.id] = key")
                .endControlFlow()
                .build());
        type.addMethod(MethodSpec.methodBuilder("forId")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("The API with this key, or null if there is none.\n")
                .addParameter(TypeName.INT, "id")
                .returns(Names.API_KEY.annotated(Names.NULLABLE))
                .addStatement("return id >= 0 && id < BY_ID.length ? BY_ID[id] : null")
                .build());
    }
}
