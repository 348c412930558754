package dev.sluice.deploy.aws.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.deploy.aws.registry.LifecyclePolicy.Candidate;
import dev.sluice.deploy.aws.wire.AwsError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What ECR expires: the examples are those of the Amazon ECR User Guide, "Examples of lifecycle policies in Amazon ECR". */
class LifecyclePolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

    private static Candidate image(String name, int daysAgo, String... tags) {
        return new Candidate(name, Set.of(tags), NOW.minus(Duration.ofDays(daysAgo)));
    }

    private static String policy(String... rules) {
        return "{\"rules\": [" + String.join(",", rules) + "]}";
    }

    private static String rule(int priority, String selection) {
        return "{\"rulePriority\": %d, \"selection\": {%s}, \"action\": {\"type\": \"expire\"}}"
                .formatted(priority, selection);
    }

    private static String moreThan(int priority, int count, String tags) {
        return rule(
                priority,
                "\"tagStatus\": \"tagged\", %s, \"countType\": \"imageCountMoreThan\", \"countNumber\": %d"
                        .formatted(tags, count));
    }

    private static Set<String> expired(String policy, List<Candidate> images) {
        return LifecyclePolicy.parse(policy).expired(images, NOW);
    }

    /** "Filtering on multiple rules", examples A and B: the second rule touches nothing that the first has seen. */
    @Test
    void anImageThatARuleHasSelectedIsNoBusinessOfTheRulesBehindIt() {
        List<Candidate> images =
                List.of(image("A", 10, "beta-1", "prod-1"), image("B", 9, "beta-2", "prod-2"), image("C", 8, "beta-3"));
        String prod = "\"tagPrefixList\": [\"prod\"]";
        String beta = "\"tagPatternList\": [\"beta*\"]";

        assertThat(expired(policy(moreThan(1, 1, prod), moreThan(2, 1, beta)), images))
                .containsExactly("A");
        assertThat(expired(policy(moreThan(2, 1, prod), moreThan(1, 1, beta)), images))
                .containsExactlyInAnyOrder("A", "B");
    }

    /** "Filtering on multiple tags in a single rule", example A. */
    @Test
    void anImageHasATagForEachOfTheRules() {
        List<Candidate> images = List.of(
                image("A", 12, "alpha-1"),
                image("B", 11, "beta-1"),
                image("C", 10, "alpha-2", "beta-2"),
                image("D", 4, "alpha-3"),
                image("E", 3, "beta-3"),
                image("F", 2, "alpha-4", "beta-4"));

        assertThat(expired(
                        policy(
                                rule(
                                        1,
                                        "\"tagStatus\": \"tagged\", \"tagPatternList\": [\"alpha*\", \"beta*\"],"
                                                + " \"countType\": \"sinceImagePushed\", \"countNumber\": 5, \"countUnit\": \"days\"")),
                        images))
                .containsExactly("C");
    }

    /** "Lifecycle policy properties in Amazon ECR". */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tagStatus': 'tagged', 'countType': 'imageCountMoreThan', 'countNumber': 1",
                "'tagStatus': 'any', 'tagPrefixList': ['a'], 'countType': 'imageCountMoreThan', 'countNumber': 1",
                "'tagStatus': 'any', 'countType': 'imageCountMoreThan', 'countNumber': 0",
                "'tagStatus': 'any', 'countType': 'imageCountMoreThan', 'countUnit': 'days', 'countNumber': 1",
                "'tagStatus': 'any', 'countType': 'sinceImagePushed', 'countNumber': 1",
                "'tagStatus': 'tagged', 'tagPatternList': ['*a*b*c*d*'], 'countType': 'imageCountMoreThan', 'countNumber': 1"
            })
    void whatEcrWouldNotTakeIsRefused(String selection) {
        assertThatThrownBy(() -> LifecyclePolicy.parse(policy(rule(1, selection.replace('\'', '"')))))
                .isInstanceOf(AwsError.class);
    }

    @Test
    void aRuleForAllImagesIsTheLast() {
        String any = rule(1, "\"tagStatus\": \"any\", \"countType\": \"imageCountMoreThan\", \"countNumber\": 1");

        assertThatThrownBy(() -> LifecyclePolicy.parse(policy(any, moreThan(2, 1, "\"tagPatternList\": [\"keep-*\"]"))))
                .hasMessageContaining("highest rulePriority");
    }

    /** The policy of shared.yaml. Production is two releases old, and each commit since was built for dev. */
    @ParameterizedTest
    @CsvSource({"ProducerRepository, sluice-producer", "ConsumerRepository, sluice-consumer"})
    void aHundredBuildsForDevExpireNothingThatProductionRunsOrMayGoBackTo(String resource, String repository) {
        FakeRepositories images = new FakeRepositories();
        for (String version : List.of("before", "running", "forgotten")) {
            images.add(repository, version);
        }
        images.addTag(repository, "before", "keep-production-before");
        images.addTag(repository, "running", "keep-production-running");
        for (int i = 1; i <= 150; i++) {
            images.add(repository, "build-" + i);
            images.addTag(repository, "build-" + i, "keep-dev-build-" + i);
            if (i > 25) {
                images.remove(repository, "keep-dev-build-" + (i - 25));
            }
        }

        images.expire(repository, LifecyclePolicy.parse(Templates.lifecyclePolicy(resource)));

        assertThat(images.tags(repository))
                .contains("before", "running", "build-51", "build-150")
                .doesNotContain("forgotten", "build-50");
    }
}
