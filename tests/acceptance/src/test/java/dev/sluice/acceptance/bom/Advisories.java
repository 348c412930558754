package dev.sluice.acceptance.bom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.sluice.testkit.Repository;

/**
 * The known holes of what Sluice is made of, as they were on one day.
 *
 * @param asOf that day
 * @param accepted those that a shipped library has and that do not matter, each with the reason
 */
record Advisories(LocalDate asOf, List<String> sources, List<Advisory> advisories, List<Accepted> accepted) {

    /** Where the list is checked in, seen from a module. */
    static final Path LIST = Repository.path(".ci/advisories.json");

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    record Accepted(String id, String why) {}

    static Advisories read(Path list) {
        try {
            return JSON.readValue(list.toFile(), Advisories.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is shipped with a hole that was not accepted, in a line for each. */
    Set<String> holes(Collection<Component> shipped) {
        Set<String> accepted = acceptedIds();
        var holes = new TreeSet<String>();
        for (Component component : shipped) {
            advisories.stream()
                    .filter(advisory -> advisory.concerns(component) && !accepted.contains(advisory.id()))
                    .map(advisory -> "%s %s: %s (%s), affected %s"
                            .formatted(
                                    component.name(),
                                    component.version(),
                                    advisory.what(),
                                    advisory.id(),
                                    advisory.affected()))
                    .forEach(holes::add);
        }
        return holes;
    }

    /** The accepted ones that nothing shipped has any more. */
    Set<String> needless(Collection<Component> shipped) {
        Set<String> needless = new TreeSet<>(acceptedIds());
        advisories.stream()
                .filter(advisory -> shipped.stream().anyMatch(advisory::concerns))
                .forEach(advisory -> needless.remove(advisory.id()));
        return needless;
    }

    private Set<String> acceptedIds() {
        return accepted.stream().map(Accepted::id).collect(Collectors.toSet());
    }
}
