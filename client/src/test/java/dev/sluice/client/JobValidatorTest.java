package dev.sluice.client;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.sluice.catalog.JobCatalogRecorder;
import dev.sluice.catalog.JobDefinition;
import dev.sluice.client.JobValidator.Violations;
import dev.sluice.job.Job;
import dev.sluice.job.JsonText;
import dev.sluice.job.Priority;
import dev.sluice.job.json.JobCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class JobValidatorTest {

    private static final ValidatorFactory CONSTRAINTS = Validation.buildDefaultValidatorFactory();
    private static final JobOptions NOTHING_SAID = new JobOptions(null, Priority.NORMAL, 0, null);

    record Greeting(@NotEmpty String name, @Max(3) Integer times, List<@NotEmpty String> languages) {}

    private final JobValidator validator = new JobValidator(
            new JobCatalogRecorder()
                    .catalog(List.of(
                            new JobDefinition("checksum", Greeting.class, "{}"),
                            new JobDefinition("greeting", Greeting.class, "{}")))
                    .getValue(),
            CONSTRAINTS,
            () -> URI.create("/here"));

    @AfterAll
    static void close() {
        CONSTRAINTS.close();
    }

    @Test
    void aJobThatKeepsTheRulesIsAMessage() throws Exception {
        JobOptions options = new JobOptions("order:42", Priority.HIGH, 900, "customer-7");

        Submission submission = validator.validate("greeting", greeting("you"), options, Violations.FIRST);

        assertThat(submission.id()).isEqualTo("order:42");
        assertThat(submission.type()).isEqualTo("greeting");
        assertThat(submission.options()).isEqualTo(options);
        Job job = JobCodec.lenient().decode(submission.body());
        assertThat(job.id()).isEqualTo("order:42");
        assertThat(job.type()).isEqualTo("greeting");
        assertThat(job.source()).hasToString("/here");
        assertThat(job.time()).isNotNull();
        assertThat(job.data()).hasToString("{\"name\":\"you\"}");
    }

    @Test
    void aJobWithoutAnIdGetsOne() throws Exception {
        Submission submission = validator.validate("greeting", greeting("you"), NOTHING_SAID, Violations.FIRST);

        assertThat(submission.id()).matches("[0-9a-f-]{36}");
        assertThat(JobCodec.lenient().decode(submission.body()).id()).isEqualTo(submission.id());
    }

    @Test
    void whatIsWrongWithTheOptionsIsNamedTogetherWithAMissingType() {
        JobOptions wrong = new JobOptions("a b", Priority.NORMAL, 901, "");

        assertThat(refusal("", greeting("you"), wrong, Violations.ALL).fields())
                .extracting(InvalidField::path)
                .containsExactly("delaySeconds", "id", "tenant", "type");
        assertThat(refusal(null, greeting("you"), NOTHING_SAID, Violations.FIRST))
                .hasMessage("type must not be empty");
    }

    @Test
    void whoeverIsInAHurryIsToldOfOneViolationOnly() {
        JsonText wrong = JsonText.of("{\"name\":\"\",\"times\":4}");

        assertThat(refusal("greeting", wrong, NOTHING_SAID, Violations.FIRST).fields())
                .hasSize(1);
        assertThat(refusal("greeting", wrong, NOTHING_SAID, Violations.ALL).fields())
                .extracting(InvalidField::path)
                .containsExactly("data.name", "data.times");
    }

    @Test
    void noMoreIsSaidThanAPersonReads() {
        String names = IntStream.range(0, 50).mapToObj(i -> "\"\"").collect(Collectors.joining(","));
        JsonText wrong = JsonText.of("{\"name\":\"you\",\"languages\":[%s]}".formatted(names));

        assertThat(refusal("greeting", wrong, NOTHING_SAID, Violations.ALL).fields())
                .hasSize(20);
    }

    @Test
    void aPayloadThatDoesNotFitIsNamedByItsField() {
        assertThat(refusal("greeting", JsonText.of("{\"nmae\":\"you\"}"), NOTHING_SAID, Violations.FIRST)
                        .fields())
                .extracting(InvalidField::path)
                .containsExactly("data.nmae");
        assertThat(refusal("greeting", JsonText.of("7"), NOTHING_SAID, Violations.FIRST)
                        .fields())
                .containsExactly(new InvalidField("data", "must be a JSON object"));
    }

    @Test
    void aCharacterThatTheQueueCannotHoldIsAFaultOfTheData() {
        assertThat(refusal("greeting", greeting("\uFFFF"), NOTHING_SAID, Violations.FIRST))
                .hasMessageStartingWith("data has a character that Amazon SQS does not take");
    }

    @Test
    void anUnknownTypeIsNamedShortAndTheKnownOnesWithIt() {
        assertThatExceptionOfType(UnknownJobTypeException.class)
                .isThrownBy(
                        () -> validator.validate("x".repeat(1_000), greeting("you"), NOTHING_SAID, Violations.FIRST))
                .withMessage("\"" + "x".repeat(64) + "…\" is not a job type")
                .satisfies(unknown -> assertThat(unknown.known()).containsExactly("checksum", "greeting"));
    }

    private InvalidJobException refusal(String type, JsonText data, JobOptions options, Violations wanted) {
        return catchThrowableOfType(InvalidJobException.class, () -> validator.validate(type, data, options, wanted));
    }

    private static JsonText greeting(String name) {
        return JsonText.of("{\"name\":\"%s\"}".formatted(name));
    }
}
