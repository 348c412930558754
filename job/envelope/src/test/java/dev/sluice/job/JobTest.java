package dev.sluice.job;

import java.net.URI;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class JobTest {

    private static final URI SOURCE = URI.create("s");

    record Named(@JobId String id) {}

    @Test
    void hasWhatCloudEventsRequires() {
        assertThatNullPointerException().isThrownBy(() -> new Job(null, "t", SOURCE, null, null));
        assertThatNullPointerException().isThrownBy(() -> new Job("1", "t", null, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Job("", "t", SOURCE, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Job("1", "", SOURCE, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Job("1", "t", URI.create(""), null, null));
    }

    @Test
    void alwaysHasData() {
        assertThat(new Job("1", "t", SOURCE, null, null).data().isObject()).isTrue();
        assertThat(new Job("1", "t", SOURCE, null, JsonText.NULL).data().isObject())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "a.b_c:d-E", "018f4d4e-5b5a-7c8e-9f00-000000000000"})
    void anIdMayBeChosenByAClient(String id) {
        assertThat(id).matches(JobId.PATTERN);
        assertThat(isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a\n", "ä", "x%20", "{}"})
    void anIdIsFreeOfWhatNeedsEscaping(String id) {
        assertThat(id).doesNotMatch(JobId.PATTERN);
        assertThat(isValid(id)).isFalse();
    }

    @Test
    void anIdIsAtMost128CharactersLong() {
        assertThat(isValid("x".repeat(128))).isTrue();
        assertThat(isValid("x".repeat(129))).isFalse();
        assertThat(isValid(null)).isTrue();
    }

    private static boolean isValid(String id) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator().validate(new Named(id)).isEmpty();
        }
    }
}
