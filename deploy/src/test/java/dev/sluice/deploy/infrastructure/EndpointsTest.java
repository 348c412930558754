package dev.sluice.deploy.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.deploy.infrastructure.document.Extensions;
import dev.sluice.deploy.infrastructure.document.Tree;
import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** What instances, and whoever runs the script, must be able to reach of AWS. */
class EndpointsTest {

    /**
     * The endpoints of a service, by the prefix of its actions: AWS PrivateLink, "AWS services that integrate with AWS PrivateLink".
     * ECS and ECR have several (their guides, "interface VPC endpoints"), and Elastic Beanstalk one of its own for health.
     */
    private static final Map<String, Set<String>> ENDPOINTS = Map.ofEntries(
            Map.entry("autoscaling", Set.of("autoscaling")),
            Map.entry("cloudformation", Set.of("cloudformation")),
            Map.entry("cloudwatch", Set.of("monitoring")),
            Map.entry("dynamodb", Set.of("dynamodb")),
            Map.entry("ec2", Set.of("ec2")),
            Map.entry("ecr", Set.of("ecr.api", "ecr.dkr")),
            Map.entry("ecs", Set.of("ecs", "ecs-agent", "ecs-telemetry")),
            Map.entry("elasticbeanstalk", Set.of("elasticbeanstalk", "elasticbeanstalk-health")),
            // Of its actions roles have only PassRole, which others check and nobody calls.
            Map.entry("iam", Set.of()),
            // No service: an address of the instance itself.
            Map.entry("imds", Set.of()),
            Map.entry("logs", Set.of("logs")),
            Map.entry("s3", Set.of("s3")),
            Map.entry("secretsmanager", Set.of("secretsmanager")),
            Map.entry("sqs", Set.of("sqs")),
            Map.entry("ssm", Set.of("ssm")),
            Map.entry("ssmmessages", Set.of("ssmmessages")));

    /**
     * What every instance asks of itself, whatever its role may do: the bundle and the files of the platform, and by cfn-init and
     * cfn-hup what it is to be (Developer Guides, "Using Elastic Beanstalk with Amazon VPC", "cfn-hup").
     */
    private static final Set<String> PLATFORM = Set.of("cloudformation", "elasticbeanstalk", "s3");

    /** Amazon S3 and DynamoDB, "gateway endpoints". */
    private static final Set<String> GATEWAYS = Set.of("s3", "dynamodb");

    private static final Path ROOT = Repository.root();

    private final JsonNode template = Documents.environment();

    @Test
    void theManualHasAllThatInstancesUseAndNothingElse() {
        Set<String> services = new TreeSet<>(PLATFORM);
        services.addAll(servicesOfRights());
        services.addAll(servicesOfExtensions());
        services.addAll(servicesOfClients());
        assertThat(ENDPOINTS).containsKeys(services.toArray(String[]::new));
        Set<String> endpoints = new TreeSet<>();
        services.forEach(service -> endpoints.addAll(ENDPOINTS.get(service)));

        assertThat(manual().keySet()).containsExactlyInAnyOrderElementsOf(endpoints);
        manual().forEach((endpoint, kind) ->
                assertThat(kind).as(endpoint).isEqualTo(GATEWAYS.contains(endpoint) ? "gateway" : "interface"));
    }

    @Test
    void theHelpOfTheScriptHasAllThatItCalls() {
        Set<String> called = new TreeSet<>();
        for (Path part : files(ROOT.resolve("deploy/lib"))) {
            matches("aws_(?:call|try|words) ([a-z0-9]+)", read(part))
                    .map(call -> call.group(1))
                    .map(service -> switch (service) {
                        case "autoscaling" -> "AUTO_SCALING";
                        case "elasticbeanstalk" -> "ELASTIC_BEANSTALK";
                        case "s3api" -> "S3";
                        case "secretsmanager" -> "SECRETS_MANAGER";
                        default -> service.toUpperCase(Locale.ROOT);
                    })
                    .forEach(called::add);
        }
        String listed = matches(
                        "for all services or for one\\s+\\(([A-Z0-9_, ]+)\\)", read(ROOT.resolve("deploy/lib/main.sh")))
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(List.of(listed.split(", "))).containsExactlyElementsOf(called);
    }

    /** Of the roles that instances and their tasks have. */
    private Set<String> servicesOfRights() {
        Set<String> services = new TreeSet<>();
        for (String type : List.of("AWS::IAM::ManagedPolicy", "AWS::IAM::Role")) {
            Tree.resources(template, type)
                    .values()
                    .forEach(policy -> Tree.forEachField(policy, (name, value) -> {
                        if (name.equals("PolicyDocument")) {
                            Tree.statements(value).forEach(statement -> Tree.list(statement.get("Action"))
                                    .forEach(action ->
                                            services.add(action.asText().split(":")[0])));
                        }
                    }));
        }
        assertThat(services).contains("sqs", "secretsmanager").doesNotContain("sts");
        return services;
    }

    private static Set<String> servicesOfExtensions() {
        Set<String> services = new TreeSet<>();
        Extensions.files().forEach(file -> matches("(?m)^\\s*(?:\\S+=\\$\\()?aws ([a-z0-9]+) ", read(file))
                .forEach(call -> services.add(call.group(1))));
        assertThat(services).isNotEmpty();
        return services;
    }

    /** The AWS clients of what is in the images; a test's are none of theirs. */
    private static Set<String> servicesOfClients() {
        Set<String> services = new TreeSet<>();
        for (String module : List.of(
                "sqs",
                "runtime/meters",
                "runtime/base",
                "runtime/process",
                "worker/engine",
                "client",
                "api",
                "builtin/handlers",
                "consumer",
                "producer")) {
            matches(
                            "(?s)<dependency>(.*?)</dependency>",
                            read(ROOT.resolve(module).resolve("pom.xml")))
                    .map(dependency -> dependency.group(1))
                    .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                    .flatMap(dependency -> matches(
                            "software\\.amazon\\.awssdk</groupId>\\s*<artifactId>([a-z0-9]+)<|<artifactId>quarkus-amazon-(\\w+)<",
                            dependency))
                    .forEach(client -> services.add(client.group(1) == null ? client.group(2) : client.group(1)));
        }
        assertThat(services).contains("sqs", "cloudwatch", "autoscaling");
        return services;
    }

    /** The endpoints of the manual's table, and their kinds. */
    private static Map<String, String> manual() {
        String page = read(ROOT.resolve("docs/operations.md"));
        String section = page.substring(page.indexOf("### VPC endpoints"), page.indexOf("## Release"));
        Map<String, String> kinds = new TreeMap<>();
        matches("(?m)^\\| (`[^|]+) \\| (\\w+) \\|", section).forEach(row -> matches("`([a-z0-9.-]+)`", row.group(1))
                .forEach(endpoint -> kinds.put(endpoint.group(1), row.group(2))));
        return kinds;
    }

    private static Stream<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
