package dev.sluice.deploy.infrastructure.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.deploy.infrastructure.document.Tree;
import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

class RunbookTest {

    /** Keys of an environment's file that only the script reads; the rest is no key. */
    private static final Set<String> NO_PARAMETERS = Set.of(
            "AWS_ACCOUNT_ID",
            "PLATFORM_BRANCH",
            "SCALING_POLICY",
            "SCALE_UP",
            "SCALE_DOWN",
            "CONSUMER_MEMORY",
            "WORKER_LOW_MIN",
            "WORKER_LOW_MAX");

    private final JsonNode template = Documents.environment();
    private final String page;

    RunbookTest() throws IOException {
        page = Files.readString(Repository.path("docs/operations.md"));
    }

    @Test
    void knowsWhatToDoAboutEveryAlarm() {
        List<String> known = Pattern.compile("`(…?[A-Z][A-Za-z]+…?)`")
                .matcher(page.substring(0, page.indexOf("## Resources")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(Tree.resources(template, "AWS::CloudWatch::Alarm").keySet()).allSatisfy(alarm -> assertThat(known)
                .as(alarm)
                .anyMatch(name -> name.startsWith("…")
                        ? alarm.endsWith(name.substring(1) + "Alarm")
                        : alarm.startsWith(name.replace("…", "") + "Alarm")));
    }

    @Test
    void namesNoKeyThatThereIsNot() {
        Set<String> keys = new TreeSet<>(NO_PARAMETERS);
        template.get("Parameters")
                .fieldNames()
                .forEachRemaining(name ->
                        keys.add(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT)));
        Set<String> named = new TreeSet<>();
        Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)[`=]")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.matches("(SLUICE|MP_MESSAGING|QUARKUS)_.*"))
                .forEach(named::add);

        assertThat(keys).containsAll(named);
        assertThat(named).hasSizeGreaterThan(15);
    }
}
