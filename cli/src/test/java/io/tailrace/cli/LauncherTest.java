package io.tailrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and its archive of classes, around a command that only says how Java was started. */
@DisabledOnOs(OS.WINDOWS) // the launcher there makes no archive
class LauncherTest {

    private static final Path LAUNCHER = Path.of("..", "tailrace");

    @TempDir
    Path folder;

    private Path home;
    private Path dist;
    private Path rehearsals;

    /** What the launcher said, and how it ended. */
    private record Outcome(int exitCode, String out, String err) {}

    @BeforeEach
    void installLauncher() throws Exception {
        home = Files.createDirectories(folder.resolve("home"));
        dist = Files.createDirectories(home.resolve("cli/target/dist"));
        rehearsals = folder.resolve("rehearsals");
        Files.copy(LAUNCHER, home.resolve("tailrace"));
    }

    @Test
    void shouldUseTheArchiveThatAStartBeforeHasMade() throws Exception {
        install(0);
        assertStarted(launch(), false);
        awaitArchive();
        assertStarted(launch(), true);
        assertThat(Files.readAllLines(rehearsals)).hasSize(1);
    }

    @Test
    void shouldMakeOneArchiveForStartsAtTheSameTime() throws Exception {
        install(0);
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(start());
        }
        for (Process each : starts) {
            assertThat(finish(each).exitCode()).isZero();
        }
        awaitArchive();
        assertStarted(launch(), true);
        assertThat(Files.readAllLines(rehearsals)).hasSize(1);
    }

    @Test
    void shouldStartWithoutAnArchiveThatIsCutAndMakeAnother() throws Exception {
        install(0);
        launch();
        awaitArchive();
        Path archive = inArchiveFolder(".jsa");
        assertThat(archive.toFile().setWritable(true)).isTrue();
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 3);
        }
        assertStarted(launch(), false);
        assertStarted(launch(), false); // this one makes it
        awaitArchive();
        assertStarted(launch(), true);
    }

    @Test
    void shouldNotUseAnArchiveOfOtherJars() throws Exception {
        install(0);
        launch();
        awaitArchive();
        install(0);
        assertStarted(launch(), false);
        awaitArchive();
        assertStarted(launch(), true);
    }

    @Test
    void shouldTryOnceWhereNoArchiveCanBeMade() throws Exception {
        install(1);
        assertStarted(launch(), false);
        await().atMost(Duration.ofSeconds(60)).until(() -> made(0));
        assertStarted(launch(), false);
        assertThat(Files.readAllLines(rehearsals)).hasSize(1);
    }

    @Test
    void shouldStartWhereNothingCanBeWritten() throws Exception {
        install(0);
        Files.createFile(dist.resolve("archive")); // no folder can be made here, whoever runs this
        assertStarted(launch(), false);
        assertThat(rehearsals).doesNotExist();
    }

    private static void assertStarted(Outcome outcome, boolean withArchive) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("started [");
        assertThat(outcome.out().contains("-XX:SharedArchiveFile=")).isEqualTo(withArchive);
    }

    private Outcome launch() throws Exception {
        return finish(start());
    }

    private Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", home.resolve("tailrace").toString(), "anything");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        List.of("TAILRACE_JAVA_OPTS", "TAILRACE_ARCHIVE", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
                .forEach(builder.environment()::remove);
        return builder.start();
    }

    private static Outcome finish(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), out, err);
    }

    private void awaitArchive() {
        await().atMost(Duration.ofSeconds(60)).until(() -> made(1));
    }

    /** Whether the attempt to make an archive has ended, with a checksum of at least that many bytes. */
    private boolean made(int sumBytes) throws IOException {
        Path sum = inArchiveFolder(".sum");
        return Files.exists(sum)
                && Files.size(sum) >= sumBytes
                && Files.getLastModifiedTime(sum).compareTo(Files.getLastModifiedTime(dist.resolve(".complete"))) > 0
                && !Files.exists(inArchiveFolder(".making"));
    }

    private Path inArchiveFolder(String suffix) throws IOException {
        Path archives = dist.resolve("archive");
        if (!Files.isDirectory(archives)) {
            return archives.resolve("none" + suffix);
        }
        try (Stream<Path> files = Files.list(archives)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElse(archives.resolve("none" + suffix));
        }
    }

    /** Puts a jar in place whose rehearsal ends with that exit code. */
    private void install(int rehearsalExitCode) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path command = Files.writeString(
                sources.resolve("Tailrace.java"),
                "package io.tailrace.cli; public class Tailrace { public static void main(String[] args) {"
                        + " System.out.println(\"started \" + java.lang.management.ManagementFactory.getRuntimeMXBean()"
                        + ".getInputArguments()); } }");
        Path rehearsal = Files.writeString(
                sources.resolve("StartRehearsal.java"),
                "package io.tailrace.cli; public class StartRehearsal { public static void main(String[] args)"
                        + " throws Exception { java.nio.file.Files.writeString(java.nio.file.Path.of(\"" + rehearsals
                        + "\"), \"once\\n\", java.nio.file.StandardOpenOption.CREATE,"
                        + " java.nio.file.StandardOpenOption.APPEND); System.exit(" + rehearsalExitCode + "); } }");
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), command.toString(), rehearsal.toString());
        assertThat(failures).isZero();
        Path jar = Files.createDirectories(dist.resolve("lib")).resolve("stub.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String name : List.of("Tailrace", "StartRehearsal")) {
                String entry = "io/tailrace/cli/" + name + ".class";
                out.putNextEntry(new JarEntry(entry));
                Files.copy(classes.resolve(entry), out);
                out.closeEntry();
            }
        }
        Files.deleteIfExists(dist.resolve(".complete"));
        Files.createFile(dist.resolve(".complete"));
    }
}
