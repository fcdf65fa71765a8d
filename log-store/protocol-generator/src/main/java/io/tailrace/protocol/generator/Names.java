package io.tailrace.protocol.generator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;

/** The types that generated code refers to. */
final class Names {

    static final String MESSAGES = "io.tailrace.protocol.message";
    private static final String CODEC = "io.tailrace.protocol.codec";

    static final ClassName API_KEY = ClassName.get(MESSAGES, "ApiKey");
    static final ClassName API_MESSAGE = ClassName.get(CODEC, "ApiMessage");
    static final ClassName RAW_TAGGED_FIELD = ClassName.get(CODEC, "RawTaggedField");
    static final ClassName RECORDS_SINK = ClassName.get(CODEC, "RecordsSink");
    static final ClassName TAGGED_FIELD_READER = ClassName.get(CODEC, "TaggedFieldReader");
    static final ClassName TAGGED_FIELDS = ClassName.get(CODEC, "TaggedFields");
    static final ClassName UNSUPPORTED = ClassName.get(CODEC, "UnsupportedFieldException");
    static final ClassName UUIDS = ClassName.get(CODEC, "Uuids");
    static final ClassName VERSIONS = ClassName.get(CODEC, "Versions");
    static final ClassName WIRE_READER = ClassName.get(CODEC, "WireReader");
    static final ClassName WIRE_SIZE = ClassName.get(CODEC, "WireSize");
    static final ClassName WIRE_TEXT = ClassName.get(CODEC, "WireText");
    static final ClassName WIRE_WRITER = ClassName.get(CODEC, "WireWriter");

    static final ClassName BYTE_BUF = ClassName.get("io.netty.buffer", "ByteBuf");
    static final AnnotationSpec NULLABLE = AnnotationSpec.builder(ClassName.get("org.jspecify.annotations", "Nullable"))
            .build();

    private Names() {}
}
