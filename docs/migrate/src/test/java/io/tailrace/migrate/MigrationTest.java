package io.tailrace.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openrewrite.ExecutionContext;
import org.openrewrite.InMemoryExecutionContext;
import org.openrewrite.Recipe;
import org.openrewrite.RecipeRun;
import org.openrewrite.SourceFile;
import org.openrewrite.config.Environment;
import org.openrewrite.config.YamlResourceLoader;
import org.openrewrite.internal.InMemoryLargeSourceSet;
import org.openrewrite.java.JavaParser;

/** An application of several hundred lines, written for Apache Kafka, moves by the recipe alone: it compiles, and does the same. */
class MigrationTest {

    private static final Path APPLICATION = Path.of("src/test/resources/application");

    @TempDir
    Path folder;

    @Test
    void shouldMoveAnApplicationByTheRecipeAlone() throws Exception {
        Path kafka = Files.createDirectories(folder.resolve("kafka"));
        Path tailrace = Files.createDirectories(folder.resolve("tailrace"));
        List<Path> originals = new ArrayList<>();
        try (Stream<Path> files = Files.list(APPLICATION)) {
            for (Path file : files.sorted().toList()) {
                Path copy = kafka.resolve(file.getFileName().toString().replace(".txt", ""));
                Files.copy(file, copy);
                originals.add(copy);
            }
        }
        for (SourceFile moved : migrated(originals)) {
            String text = moved.printAll();
            assertThat(text).doesNotContain("org.apache.kafka", "KafkaStreams", "KafkaProducer", "KafkaConsumer");
            Files.writeString(tailrace.resolve(moved.getSourcePath().getFileName()), text);
        }
        assertThat(results(tailrace)).hasSizeGreaterThan(20).isEqualTo(results(kafka));
    }

    private static List<SourceFile> migrated(List<Path> sources) throws IOException {
        ExecutionContext context = new InMemoryExecutionContext(error -> {
            throw new IllegalStateException(error);
        });
        List<SourceFile> parsed = JavaParser.fromJavaVersion()
                .classpath(classPath())
                .build()
                .parse(sources, null, context)
                .toList();
        RecipeRun run = recipe().run(new InMemoryLargeSourceSet(parsed), context);
        List<SourceFile> moved = new ArrayList<>(parsed);
        run.getChangeset().getAllResults().forEach(result -> {
            moved.remove(result.getBefore());
            moved.add(result.getAfter());
        });
        return moved;
    }

    private static Recipe recipe() throws IOException {
        URI uri = URI.create("rewrite.yml");
        try (InputStream yaml = MigrationTest.class.getResourceAsStream("/META-INF/rewrite/tailrace.yml")) {
            return Environment.builder()
                    .load(new YamlResourceLoader(yaml, uri, new Properties()))
                    .build()
                    .activateRecipes("io.tailrace.migrate.FromKafkaSources");
        }
    }

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static List<?> results(Path sources) throws Exception {
        Path classes = Files.createDirectories(sources.resolve("classes"));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.list(sources)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exitCode = ToolProvider.getSystemJavaCompiler().run(null, null, errors, arguments.toArray(new String[0]));
        assertThat(exitCode).as(errors.toString(StandardCharsets.UTF_8)).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, MigrationTest.class.getClassLoader())) {
            return (List<?>) loader.loadClass("com.example.orders.OrderCheck")
                    .getMethod("run")
                    .invoke(null);
        }
    }
}
