package io.tailrace.streams.oracle;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Compiles {@link TwinPrograms}, and programs that build on it, against Kafka Streams by replacing package names, the way an
 * application moves between the two, and calls them.
 *
 * <p><b>Threads:</b> the test's thread.
 */
final class KafkaTwin implements AutoCloseable {
    private static final String BASE = "TwinPrograms";
    private final URLClassLoader loader;
    private final Class<?> programs;
    private final Path directory;

    private KafkaTwin(Path directory, URLClassLoader loader, Class<?> programs) {
        this.directory = directory;
        this.loader = loader;
        this.programs = programs;
    }

    static KafkaTwin compile(Path directory) throws IOException, ReflectiveOperationException {
        return compile(directory, BASE);
    }

    /** @param name simple name of a class beside {@link TwinPrograms} with the same public methods */
    static KafkaTwin compile(Path directory, String name) throws IOException, ReflectiveOperationException {
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn", "-proc:none", "-d", directory.toString(), "-cp", System.getProperty("java.class.path")));
        for (String each : new TreeSet<>(List.of(BASE, name))) {
            Path source = Path.of("src/test/java/io/tailrace/streams/oracle", each + ".java");
            Path twin = directory.resolve(each + ".java");
            Files.writeString(twin, Files.readString(source).replace("io.tailrace.", "org.apache.kafka."));
            arguments.add(twin.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(null, null, null, arguments.toArray(new String[0]));
        if (result != 0) {
            throw new IllegalStateException("The programs do not compile against Kafka Streams; see the errors above");
        }
        URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, KafkaTwin.class.getClassLoader());
        return new KafkaTwin(directory, loader, loader.loadClass("org.apache.kafka.streams.oracle." + name));
    }

    String describe(String name) throws ReflectiveOperationException {
        return (String) programs.getMethod("describe", String.class).invoke(null, name);
    }

    @SuppressWarnings("unchecked") // the signature is that of TwinPrograms.run
    List<String> run(String name, List<Object[]> inputs, Map<String, String> configs)
            throws ReflectiveOperationException {
        Method run = programs.getMethod("run", String.class, List.class, Map.class);
        // Kafka's driver keeps stores on disk in one place for all processes unless told otherwise.
        Map<String, String> ofThisRun = new HashMap<>(configs);
        ofThisRun.putIfAbsent("state.dir", directory.resolve("state").toString());
        return (List<String>) run.invoke(null, name, inputs, ofThisRun);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
