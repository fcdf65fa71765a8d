package io.tailrace.streams.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide shows the code of this package as it is. {@code -Dtailrace.guide.rewrite=true} puts it there. */
final class GuideTest {
    private static final Path GUIDE = Path.of("../../docs/streams-guide.md");
    private static final Path CODE = Path.of("src/test/java/io/tailrace/streams/guide");
    private static final Pattern SNIPPET =
            Pattern.compile("(?m)^ *// snippet:(\\S+)\\n(.*?)^ *// end$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern PICTURE = Pattern.compile(
            "(?m)^ *// picture:(\\S+)\\n[^\\n]*\"\"\"\\n(.*?)^ *\"\"\"", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile(
            "(?m)^```(java|text) (snippet|picture)=(\\S+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FENCE = Pattern.compile("(?m)^```(.+)$");

    /** The code by kind and name of its block. */
    private static Map<String, String> code() throws IOException {
        Map<String, String> code = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(CODE)) {
            files = all.filter(file -> !file.endsWith("GuideTest.java"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String source = Files.readString(file);
            collect("snippet", SNIPPET.matcher(source), code);
            collect("picture", PICTURE.matcher(source), code);
        }
        return code;
    }

    private static void collect(String kind, Matcher matcher, Map<String, String> code) {
        while (matcher.find()) {
            assertThat(code.put(
                            kind + "=" + matcher.group(1),
                            matcher.group(2).stripTrailing().stripIndent() + "\n"))
                    .as("%s %s is there once", kind, matcher.group(1))
                    .isNull();
        }
    }

    @Test
    void shouldShowTheCodeThatIsTested() throws IOException {
        Map<String, String> code = code();
        String guide = Files.readString(GUIDE);

        String expected = BLOCK.matcher(guide).replaceAll(block -> {
            String name = block.group(2) + "=" + block.group(3);
            assertThat(code).as("the guide names " + name).containsKey(name);
            return Matcher.quoteReplacement("```" + block.group(1) + " " + name + "\n" + code.get(name) + "```");
        });

        if (Boolean.getBoolean("tailrace.guide.rewrite")) {
            Files.writeString(GUIDE, expected);
        } else {
            assertThat(guide).isEqualTo(expected);
        }
    }

    @Test
    void shouldShowAllSnippetsAndNoOtherJava() throws IOException {
        String guide = Files.readString(GUIDE);

        List<String> blocks = BLOCK.matcher(guide)
                .results()
                .map(block -> block.group(2) + "=" + block.group(3))
                .toList();
        assertThat(blocks).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(blocks)).isEqualTo(new TreeSet<>(code().keySet()));
        assertThat(FENCE.matcher(guide).results().map(fence -> fence.group(1)))
                .allMatch(fence -> fence.matches("java snippet=\\S+|text picture=\\S+"));
    }
}
