package dev.sluice.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** The arrows between the rooms, as docs/architecture.md tells them. */
class RoomsTest {

    private static final String ROOT = "dev.sluice.";

    /** Who may use whom; whoever is not named here is used by nobody. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("job", Set.of()),
            Map.entry("catalog", Set.of()),
            Map.entry("sqs", Set.of()),
            Map.entry("runtime", Set.of()),
            Map.entry("process", Set.of("runtime")),
            Map.entry("ports", Set.of()),
            Map.entry("client", Set.of("job", "catalog", "sqs", "runtime")),
            Map.entry("api", Set.of("job", "catalog", "sqs", "runtime", "client")),
            Map.entry("handler", Set.of("job")),
            Map.entry("worker", Set.of("handler", "job", "catalog", "sqs", "runtime", "client")),
            Map.entry("builtin", Set.of("job", "handler")),
            Map.entry("producer", Set.of("api")),
            Map.entry("consumer", Set.of("worker")),
            Map.entry("localaws", Set.of()),
            Map.entry("dashboard", Set.of("localaws")),
            Map.entry("devservices", Set.of("localaws", "dashboard")));

    /** Rooms that are not called as the second part of their packages' names. */
    private static final Map<String, String> NAMES = Map.of(
            "dev.sluice.runtime.process", "process",
            "dev.sluice.runtime.cloudwatch", "process",
            "dev.sluice.worker.handler", "handler");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = Product.classes();
    }

    @Test
    void everyClassOfTheProductIsInARoom() {
        assertThat(classes).allSatisfy(type -> assertThat(ARROWS).containsKey(room(type)));
    }

    @Test
    void theArrowsBetweenRoomsRunOneWay() {
        Map<String, Set<String>> wrong = new TreeMap<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT)
                        && !room(target).equals(room(type))
                        && !ARROWS.get(room(type)).contains(room(target))) {
                    wrong.computeIfAbsent(room(type) + " -> " + room(target), arrow -> new TreeSet<>())
                            .add(type.getName() + " uses " + target.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Its main class and its signal handlers would be those of whatever application takes a library. */
    @Test
    void onlyServicesTakeTheProcess() {
        assertThat(Product.poms())
                .filteredOn(pom -> Product.read(pom).contains("<artifactId>sluice-process</artifactId>"))
                .containsExactlyInAnyOrder(
                        Repository.path("runtime/process/pom.xml"),
                        // Only manages its version.
                        Repository.path("starter/bom/pom.xml"),
                        Repository.path("starter/producer/pom.xml"),
                        Repository.path("starter/consumer/pom.xml"));
    }

    @Test
    void onlyThePublicPackagesOfTheConnectorAreUsedOutsideOfIt() {
        List<String> open = List.of("dev.sluice.sqs", "dev.sluice.sqs.deadletter");
        assertThat(classes.stream()
                        .filter(type -> !room(type).equals("sqs"))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith("dev.sluice.sqs"))
                        .distinct())
                .isSubsetOf(open);
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (NAMES.containsKey(name)) {
            return NAMES.get(name);
        }
        assertThat(name).startsWith(ROOT.substring(0, ROOT.length() - 1));
        String inside = name.substring(Math.min(ROOT.length(), name.length()));
        int end = inside.indexOf('.');
        return end < 0 ? inside : inside.substring(0, end);
    }
}
