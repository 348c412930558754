package dev.sluice.deploy.aws.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.sluice.deploy.aws.wire.AwsError;

/**
 * Which images Amazon ECR expires. Amazon ECR User Guide, "Lifecycle policy properties" and, for how rules are evaluated, "Automate the
 * cleanup of images", "Lifecycle policy evaluation rules": an image that meets the tagging requirements of a rule is expired by no rule
 * behind it, though those count it.
 */
public final class LifecyclePolicy {

    private static final int MOST_WILDCARDS = 4;

    /** An image as a rule sees it. */
    public record Candidate(String digest, Set<String> tags, Instant pushed) {}

    private record Rule(int priority, String tagStatus, List<Pattern> tags, String countType, int count) {

        /** All of the patterns must meet a tag each. */
        boolean selects(Candidate image) {
            return switch (tagStatus) {
                case "untagged" -> image.tags().isEmpty();
                case "any" -> true;
                default ->
                    tags.stream().allMatch(pattern -> image.tags().stream()
                            .anyMatch(tag -> pattern.matcher(tag).matches()));
            };
        }

        /** @param selected youngest first */
        List<Candidate> tooMany(List<Candidate> selected, Instant now) {
            return countType.equals("imageCountMoreThan")
                    ? selected.stream().skip(count).toList()
                    : selected.stream()
                            .filter(image -> image.pushed().isBefore(now.minus(Duration.ofDays(count))))
                            .toList();
        }
    }

    private final List<Rule> rules;

    private LifecyclePolicy(List<Rule> rules) {
        this.rules = rules;
    }

    /** @throws AwsError when ECR would not take it */
    public static LifecyclePolicy parse(String json) {
        JsonNode policy;
        try {
            policy = new JsonMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw invalid(e.getMessage());
        }
        List<Rule> rules = StreamSupport.stream(policy.path("rules").spliterator(), false)
                .map(LifecyclePolicy::rule)
                .sorted(Comparator.comparingInt(Rule::priority))
                .toList();
        check(!rules.isEmpty(), "it has no rules");
        check(
                rules.stream().map(Rule::priority).distinct().count() == rules.size(),
                "two rules have the same rulePriority");
        check(
                rules.stream().limit(rules.size() - 1).noneMatch(rule -> rule.tagStatus()
                        .equals("any")),
                "a rule with tagStatus any must have the highest rulePriority");
        check(
                rules.stream()
                                .filter(rule -> rule.tagStatus().equals("untagged"))
                                .count()
                        <= 1,
                "only one rule may select untagged images");
        List<String> patterns = rules.stream()
                .filter(rule -> rule.tagStatus().equals("tagged"))
                .map(rule -> rule.tags().toString())
                .toList();
        check(new HashSet<>(patterns).size() == patterns.size(), "two rules select the same tags");
        return new LifecyclePolicy(rules);
    }

    private static Rule rule(JsonNode rule) {
        JsonNode selection = rule.path("selection");
        String tagStatus = selection.path("tagStatus").asText();
        String countType = selection.path("countType").asText();
        check(rule.path("rulePriority").isInt(), "rulePriority is not an integer");
        check(Set.of("tagged", "untagged", "any").contains(tagStatus), "tagStatus is " + tagStatus);
        check(
                tagStatus.equals("tagged") == (selection.has("tagPrefixList") != selection.has("tagPatternList")),
                "either tagPrefixList or tagPatternList, with tagStatus tagged only");
        check(Set.of("imageCountMoreThan", "sinceImagePushed").contains(countType), "countType is " + countType);
        check(
                countType.equals("sinceImagePushed")
                        == selection.path("countUnit").asText().equals("days"),
                "countUnit is days with sinceImagePushed, and not there otherwise");
        check(
                selection.path("countNumber").isInt()
                        && selection.path("countNumber").intValue() > 0,
                "countNumber");
        check(rule.at("/action/type").asText().equals("expire"), "action");
        List<Pattern> tags = new ArrayList<>();
        selection.path("tagPrefixList").forEach(prefix -> tags.add(Pattern.compile(quote(prefix.asText()) + ".*")));
        selection.path("tagPatternList").forEach(pattern -> tags.add(pattern(pattern.asText())));
        return new Rule(
                rule.path("rulePriority").intValue(),
                tagStatus,
                tags,
                countType,
                selection.path("countNumber").intValue());
    }

    private static Pattern pattern(String pattern) {
        check(pattern.chars().filter(letter -> letter == '*').count() <= MOST_WILDCARDS, "more than four wildcards");
        return Pattern.compile(Pattern.compile("\\*")
                .splitAsStream(pattern + "\n")
                .map(LifecyclePolicy::quote)
                .collect(Collectors.joining(".*")));
    }

    /** The line's end is only there to keep an empty last part. */
    private static String quote(String text) {
        return Pattern.quote(text.strip());
    }

    /** The digests of those that go. */
    public Set<String> expired(Collection<Candidate> images, Instant now) {
        List<Candidate> youngestFirst = images.stream()
                .sorted(Comparator.comparing(Candidate::pushed).reversed())
                .toList();
        Set<String> seen = new HashSet<>();
        Set<String> expired = new LinkedHashSet<>();
        for (Rule rule : rules) {
            List<Candidate> selected =
                    youngestFirst.stream().filter(rule::selects).toList();
            rule.tooMany(selected, now).stream()
                    .map(Candidate::digest)
                    .filter(digest -> !seen.contains(digest))
                    .forEach(expired::add);
            selected.forEach(image -> seen.add(image.digest()));
        }
        return expired;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw invalid(otherwise);
        }
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "InvalidParameterException", "Lifecycle policy validation failure: " + message);
    }
}
