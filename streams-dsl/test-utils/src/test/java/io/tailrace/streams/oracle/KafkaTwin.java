package io.tailrace.streams.oracle;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Compiles {@link TwinPrograms} against Kafka Streams by replacing package names, the way an application moves between the two, and
 * calls it.
 *
 * <p><b>Threads:</b> the test's thread.
 */
final class KafkaTwin implements AutoCloseable {
    private static final String NAME = "TwinPrograms";
    private final URLClassLoader loader;
    private final Class<?> programs;

    private KafkaTwin(URLClassLoader loader, Class<?> programs) {
        this.loader = loader;
        this.programs = programs;
    }

    static KafkaTwin compile(Path directory) throws IOException, ReflectiveOperationException {
        Path source = Path.of("src/test/java/io/tailrace/streams/oracle", NAME + ".java");
        String text = Files.readString(source).replace("io.tailrace.", "org.apache.kafka.");
        Path twin = directory.resolve(NAME + ".java");
        Files.writeString(twin, text);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-d",
                directory.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                twin.toString());
        if (result != 0) {
            throw new IllegalStateException("The programs do not compile against Kafka Streams; see the errors above");
        }
        URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, KafkaTwin.class.getClassLoader());
        return new KafkaTwin(loader, loader.loadClass("org.apache.kafka.streams.oracle." + NAME));
    }

    String describe(String name) throws ReflectiveOperationException {
        return (String) programs.getMethod("describe", String.class).invoke(null, name);
    }

    @SuppressWarnings("unchecked") // the signature is that of TwinPrograms.run
    List<String> run(String name, List<Object[]> inputs, Map<String, String> configs)
            throws ReflectiveOperationException {
        Method run = programs.getMethod("run", String.class, List.class, Map.class);
        return (List<String>) run.invoke(null, name, inputs, configs);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
