package dev.sluice.acceptance.bom;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AdvisoriesTest {

    private final Advisories advisories = Advisories.read(Advisories.LIST);

    @ParameterizedTest
    @CsvSource({
        "io.netty:netty-codec-http2, 4.1.130.Final, true",
        "io.netty:netty-codec-http2, 4.1.99.Final,  true",
        "io.netty:netty-codec-http,  4.1.137.Final, true",
        "io.netty:netty-codec-http,  4.1.138.Final, false",
        "io.netty:netty-codec-http,  4.1.140.Final, false",
        "io.vertx:vertx-core,        4.5.25,        true",
        "io.vertx:vertx-core,        4.5.27,        false",
        "io.micrometer:micrometer-core, 1.16.5,     true",
        "io.micrometer:micrometer-core, 1.15.12,    false",
        "com.fasterxml.jackson.core:jackson-databind, 2.21.2, true",
        "io.netty:netty-buffer,      4.1.130.Final, false"
    })
    void findsTheVersionsThatHaveAHole(String name, String version, boolean found) {
        assertThat(advisories.holes(List.of(new Component(name, version))).isEmpty())
                .isNotEqualTo(found);
    }

    @Test
    void saysWhichLibraryHasWhichHole() {
        assertThat(advisories.holes(List.of(new Component("io.vertx:vertx-core", "4.5.25"))))
                .singleElement()
                .asString()
                .contains("io.vertx:vertx-core 4.5.25", "GHSA-3g76-f9xq-8vp6", "4.5.27");
    }

    @Test
    void saysWhichAcceptedHoleNobodyHasAnyMore() {
        assertThat(advisories.needless(List.of(new Component("io.opentelemetry:opentelemetry-api", "1.62.0"))))
                .contains("GHSA-rcgg-9c38-7xpx");
    }
}
