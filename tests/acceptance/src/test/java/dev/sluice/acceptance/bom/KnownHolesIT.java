package dev.sluice.acceptance.bom;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is shipped, compared with the holes that are known; CONTRIBUTING.md says how to bring the list up to date. */
class KnownHolesIT {

    private final Advisories advisories = Advisories.read(Advisories.LIST);

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void noLibraryOfAServiceHasAKnownHole(String service) {
        List<Component> shipped = BillOfMaterials.of(service);

        assertThat(shipped).hasSizeGreaterThan(100);
        assertThat(advisories.holes(shipped))
                .as(
                        "holes known on %s; take a version without, or accept one in %s with the reason",
                        advisories.asOf(), Advisories.LIST)
                .isEmpty();
    }

    @Test
    void noHoleIsAcceptedThatNobodyHas() {
        List<Component> shipped = Stream.of("producer", "consumer")
                .map(BillOfMaterials::of)
                .flatMap(List::stream)
                .toList();

        assertThat(advisories.needless(shipped)).isEmpty();
    }

    @Test
    void everyAcceptedHoleHasAReasonAndTheListADate() {
        assertThat(advisories.accepted())
                .allSatisfy(accepted -> assertThat(accepted.why()).isNotBlank());
        assertThat(advisories.asOf()).isAfter(LocalDate.of(2026, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void theLibrariesOfNettyAndOfVertxAreOneVersionEach(String service) {
        List<Component> shipped = BillOfMaterials.of(service);

        assertThat(versions(shipped, "io.netty:netty-", "io.netty:netty-tcnative"))
                .hasSize(1);
        assertThat(versions(shipped, "io.vertx:vertx-", "none")).hasSize(1);
    }

    private static List<String> versions(List<Component> shipped, String family, String butNot) {
        return shipped.stream()
                .filter(component ->
                        component.name().startsWith(family) && !component.name().startsWith(butNot))
                .map(Component::version)
                .distinct()
                .toList();
    }
}
