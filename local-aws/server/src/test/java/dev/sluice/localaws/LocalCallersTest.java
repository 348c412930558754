package dev.sluice.localaws;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LocalCallersTest {

    private static final List<String> NONE = List.of();

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:9324", "127.0.0.1:9324", "127.1.2.3", "[::1]:9324"})
    void aProgramOnThisMachineIsAnswered(String host) {
        assertThat(LocalCallers.refusal(List.of(host), NONE, NONE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example:9324",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example#localhost",
                "localhost:9324@evil.example",
                "10.0.0.7:9324",
                "0.0.0.0:9324",
                "localhost:x",
                " localhost",
                ""
            })
    void whoeverMeansAnotherHostIsNot(String host) {
        assertThat(LocalCallers.refusal(List.of(host), NONE, NONE)).isPresent();
    }

    @Test
    void whoeverNamesNoHostOrTwoIsNot() {
        assertThat(LocalCallers.refusal(NONE, NONE, NONE)).isPresent();
        assertThat(LocalCallers.refusal(List.of("localhost", "localhost"), NONE, NONE))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9325,        same-origin, true",
        "HTTP://LocalHost:9325,        same-origin, true",
        "https://evil.example,         cross-site,  false",
        "http://evil.example:9325,     cross-site,  false",
        "http://localhost:3000,        same-site,   false",
        "http://127.0.0.1:9325,        cross-site,  false",
        "http://localhost:9325/,       cross-site,  false",
        "http://localhost:9325.evil,   cross-site,  false",
        "null,                         cross-site,  false",
        "file://,                      cross-site,  false",
        "'',                           cross-site,  false"
    })
    void aPageIsAnsweredIfItComesFromHere(String origin, String site, boolean answered) {
        List<String> host = List.of("localhost:9325");

        assertThat(LocalCallers.refusal(host, List.of(origin), NONE).isEmpty()).isEqualTo(answered);
        assertThat(LocalCallers.refusal(host, NONE, List.of(site)).isEmpty()).isEqualTo(site.equals("same-origin"));
    }

    @Test
    void whatSomebodyTypesIsAnswered() {
        assertThat(LocalCallers.refusal(List.of("localhost"), NONE, List.of("none")))
                .isEmpty();
    }
}
