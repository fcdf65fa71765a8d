package io.tailrace.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the direction of modules and packages (docs/architecture.md). A class's module is the jar or folder that it was
 * loaded from.
 */
class ArchitectureTest {

    /** What each module may use of the others. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("config", Set.of()),
            Map.entry("protocol", Set.of()),
            Map.entry("storage", Set.of("protocol", "config")),
            Map.entry("coordinator", Set.of("protocol")),
            Map.entry("metadata", Set.of("protocol", "config")),
            Map.entry("broker", Set.of("protocol", "config", "storage", "coordinator", "metadata")),
            Map.entry("clients", Set.of("protocol", "config")),
            Map.entry("state-stores", Set.of("clients", "config")),
            Map.entry("streams", Set.of("state-stores", "clients", "config")),
            Map.entry("connect-runtime", Set.of("clients", "config")),
            Map.entry("connect-file", Set.of()),
            Map.entry(
                    "sample-clickstream",
                    Set.of("streams", "state-stores", "clients", "config", "connect-runtime", "connect-file")),
            Map.entry("sample-nexmark", Set.of("streams", "state-stores", "clients", "config")),
            Map.entry(
                    "cli",
                    Set.of(
                            "broker",
                            "clients",
                            "config",
                            "protocol",
                            "storage",
                            "streams",
                            "connect-runtime",
                            "connect-file",
                            "sample-clickstream",
                            "sample-nexmark")));

    /** Public packages mirror Kafka's, which refer to each other in circles (decision 1); only among each other they may. */
    private static final List<String> MIRRORED = List.of(
            "io.tailrace.common",
            "io.tailrace.clients",
            "io.tailrace.clients.producer",
            "io.tailrace.clients.consumer",
            "io.tailrace.clients.admin",
            "io.tailrace.streams",
            "io.tailrace.streams.kstream",
            "io.tailrace.streams.processor",
            "io.tailrace.streams.processor.assignment",
            "io.tailrace.streams.query",
            "io.tailrace.streams.state",
            "io.tailrace.streams.errors");

    /**
     * Public classes that make what implements their neighbours: the way in, which stands above the packages behind it.
     * Their neighbours in Kafka's shape name them (Materialized names the built-in store suppliers, which name Stores), and
     * those arrows are not counted.
     */
    private static final Set<String> ENTRANCES = Set.of(
            "io.tailrace.streams.StreamsBuilder",
            "io.tailrace.streams.Topology",
            "io.tailrace.streams.TailraceStreams",
            "io.tailrace.streams.LocalThreads",
            "io.tailrace.streams.ClientConfigs",
            "io.tailrace.streams.ClusterAnswers",
            "io.tailrace.streams.state.QueryableStoreTypes",
            "io.tailrace.streams.state.Stores");

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.tailrace");
        assertThat(classes).hasSizeGreaterThan(500);
    }

    @Test
    void shouldDependDownwardsOnly() {
        Map<String, Set<String>> violations = new TreeMap<>();
        for (JavaClass origin : classes) {
            Set<String> allowed = ALLOWED.get(module(origin));
            assertThat(allowed)
                    .as("a module this test knows, for %s in %s", origin.getName(), module(origin))
                    .isNotNull();
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (!target.getName().startsWith("io.tailrace.") || target.isArray()) {
                    continue;
                }
                String there = module(target);
                if (!there.equals(module(origin)) && !allowed.contains(there)) {
                    violations
                            .computeIfAbsent(module(origin) + " -> " + there, key -> new TreeSet<>())
                            .add(dependency.getDescription());
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        Map<String, Set<String>> graph = new TreeMap<>();
        for (JavaClass origin : classes) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                boolean isWayIn = ENTRANCES.contains(node(target)) && isMirrored(origin.getPackageName());
                if (target.getName().startsWith("io.tailrace.") && !node(target).equals(node(origin)) && !isWayIn) {
                    graph.computeIfAbsent(node(origin), key -> new TreeSet<>()).add(node(target));
                }
            }
        }
        List<Set<String>> cycles = new PackageCycles(graph).find();
        cycles.removeIf(cycle -> cycle.stream().allMatch(ArchitectureTest::isMirrored));
        assertThat(cycles).isEmpty();
    }

    /** The package of a class; an entrance stands for itself. */
    private static String node(JavaClass javaClass) {
        String topLevel = javaClass.getName().replaceAll("\\$.*", "");
        return ENTRANCES.contains(topLevel) ? topLevel : javaClass.getPackageName();
    }

    private static boolean isMirrored(String node) {
        return MIRRORED.stream()
                .anyMatch(mirrored -> node.equals(mirrored)
                        || node.equals(mirrored + ".api")
                        || node.equals(mirrored + ".internals")
                        || (mirrored.equals("io.tailrace.common") && node.startsWith("io.tailrace.common.")));
    }

    @Test
    void shouldKeepDecisionsFreeOfInputOutputThreadsAndClocks() {
        noClasses()
                .that()
                .resideInAnyPackage("io.tailrace.protocol..", "io.tailrace.coordinator..", "io.tailrace.metadata..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net..", "java.nio.channels..", "java.nio.file..", "java.util.logging.."))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Thread.class,
                        java.io.File.class,
                        java.io.FileInputStream.class,
                        java.io.FileOutputStream.class,
                        java.io.RandomAccessFile.class,
                        java.util.Timer.class,
                        java.util.concurrent.Executors.class,
                        java.util.concurrent.ScheduledExecutorService.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .check(classes);
    }

    @Test
    void shouldLetTheCommandLineOnlyInspectStorage() {
        noClasses()
                .that()
                .resideInAPackage("io.tailrace.cli..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.tailrace.storage..")
                        .and(DescribedPredicate.not(resideInAPackage("io.tailrace.storage.inspect"))))
                .check(classes);
    }

    @Test
    void shouldKeepKafkaOutOfEverythingButConnectors() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.tailrace.connect..", "io.tailrace.samples..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(classes);
    }

    /** {@code storage} for {@code …/log-store/storage/target/classes/…} and for {@code tailrace-storage-0.1.0.jar}. */
    private static String module(JavaClass javaClass) {
        String location =
                javaClass.getSource().map(source -> source.getUri().toString()).orElse("");
        int jar = location.lastIndexOf("/tailrace-");
        if (jar >= 0 && location.contains(".jar!")) {
            String name = location.substring(jar + "/tailrace-".length());
            return name.replaceAll("-\\d.*$", "");
        }
        int target = location.indexOf("/target/classes/");
        if (target < 0) {
            return "";
        }
        String[] path = location.substring(0, target).split("/");
        String folder = path[path.length - 1];
        String parent = path[path.length - 2];
        return switch (parent) {
            case "connectors" -> "connect-" + folder;
            case "samples" -> "sample-" + folder;
            case "streams-dsl" -> folder.equals("core") ? "streams" : "streams-" + folder;
            default -> folder;
        };
    }
}
