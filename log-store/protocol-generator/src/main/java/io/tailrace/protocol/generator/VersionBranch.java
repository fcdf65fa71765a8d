package io.tailrace.protocol.generator;

import com.palantir.javapoet.CodeBlock;

/**
 * Emits tests of the parameter {@code version} against a range, leaving out what is already known: {@code live} is the
 * range in which the version lies at this place.
 */
final class VersionBranch {

    private VersionBranch() {}

    /** A boolean expression: {@code true}, {@code false}, or a comparison. */
    static CodeBlock test(VersionRange live, VersionRange wanted) {
        VersionRange hit = live.intersect(wanted);
        if (hit.isEmpty()) {
            return CodeBlock.of("false");
        }
        if (hit.equals(live)) {
            return CodeBlock.of("true");
        }
        if (hit.highest() == live.highest()) {
            return CodeBlock.of("version >= $L", hit.lowest());
        }
        if (hit.lowest() == live.lowest()) {
            return CodeBlock.of("version <= $L", hit.highest());
        }
        return CodeBlock.of("version >= $L && version <= $L", hit.lowest(), hit.highest());
    }

    private static CodeBlock negatedTest(VersionRange live, VersionRange unwanted) {
        VersionRange hit = live.intersect(unwanted);
        if (hit.highest() == live.highest()) {
            return CodeBlock.of("version < $L", hit.lowest());
        }
        if (hit.lowest() == live.lowest()) {
            return CodeBlock.of("version > $L", hit.highest());
        }
        return CodeBlock.of("version < $L || version > $L", hit.lowest(), hit.highest());
    }

    /** {@code then} where the version is in {@code wanted}, {@code otherwise} elsewhere; only as much as is needed. */
    static CodeBlock choose(VersionRange live, VersionRange wanted, CodeBlock then, CodeBlock otherwise) {
        VersionRange hit = live.intersect(wanted);
        if (hit.isEmpty()) {
            return otherwise;
        }
        if (hit.equals(live)) {
            return then;
        }
        CodeBlock.Builder code = CodeBlock.builder();
        if (then.isEmpty() && otherwise.isEmpty()) {
            return code.build();
        }
        if (then.isEmpty()) {
            return code.beginControlFlow("if ($L)", negatedTest(live, wanted))
                    .add(otherwise)
                    .endControlFlow()
                    .build();
        }
        code.beginControlFlow("if ($L)", test(live, wanted)).add(then);
        if (!otherwise.isEmpty()) {
            code.nextControlFlow("else").add(otherwise);
        }
        return code.endControlFlow().build();
    }
}
