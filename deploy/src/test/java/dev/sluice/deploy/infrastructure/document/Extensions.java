package dev.sluice.deploy.infrastructure.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** What Elastic Beanstalk reads from the bundles, and the template that it would become part of. */
public final class Extensions {

    public static final Path SCALING = Documents.BUNDLES.resolve("worker/scaling");

    private static final Path LIB = Repository.path("deploy/lib");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Policies as they were rendered once. */
    private static final Map<List<String>, JsonNode> POLICIES = new ConcurrentHashMap<>();

    /** Elastic Beanstalk's own resources that the files change or name, with what they have at least (Developer Guide, "Modifying the resources"). */
    private static final Map<String, String> OWN = Map.of(
            "AWSEBAutoScalingGroup", """
                    {"Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {"MinSize": "1", "MaxSize": "4",
                     "AvailabilityZones": {"Fn::GetAZs": ""},
                     "LaunchTemplate": {"LaunchTemplateId": "lt-0123456789abcdef0", "Version": "1"}}}""",
            "AWSEBCloudwatchAlarmHigh", """
                    {"Type": "AWS::CloudWatch::Alarm", "Properties": {"ComparisonOperator": "GreaterThanThreshold",
                     "EvaluationPeriods": 1, "Threshold": 6000000, "MetricName": "NetworkOut", "Namespace": "AWS/EC2",
                     "Statistic": "Average", "Period": 300}}""",
            "AWSEBCloudwatchAlarmLow", """
                    {"Type": "AWS::CloudWatch::Alarm", "Properties": {"ComparisonOperator": "LessThanThreshold",
                     "EvaluationPeriods": 1, "Threshold": 2000000, "MetricName": "NetworkOut", "Namespace": "AWS/EC2",
                     "Statistic": "Average", "Period": 300}}""",
            "AWSEBEnvironmentName", """
                    {"Type": "AWS::ElasticBeanstalk::Environment", "Properties": {"ApplicationName": "sluice",
                     "SolutionStackName": "64bit Amazon Linux 2023 v4.3.0 running ECS"}}""",
            "AWSEBV2LoadBalancerTargetGroup", """
                    {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"Port": 80, "Protocol": "HTTP",
                     "VpcId": "vpc-0123456789abcdef0"}}""");

    private Extensions() {}

    /** All of them: those of the producer and of the worker, and those of which a worker gets one. */
    public static List<Path> files() {
        return Stream.of(
                        Documents.BUNDLES.resolve("producer/.ebextensions"),
                        Documents.BUNDLES.resolve("worker/.ebextensions"),
                        SCALING)
                .flatMap(Extensions::in)
                .toList();
    }

    public static Stream<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".config")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of them, a policy with the steps that the environments' files begin with. */
    public static JsonNode read(Path file) {
        return file.startsWith(SCALING) ? policy(file, "3000:2,12000:5", "0:2,50:1") : Documents.read(file);
    }

    /** A policy as deploy/sluice puts it into a bundle; the same for all who ask. */
    public static JsonNode policy(Path file, String up, String down) {
        return POLICIES.computeIfAbsent(List.of(file.toString(), up, down), policy -> render(file, up, down));
    }

    private static JsonNode render(Path file, String up, String down) {
        try {
            Process script = new ProcessBuilder("bash", "-c", """
                            for part in output environment scaling; do . "$4/$part.sh"; done
                            declare -A SETTING=([SCALE_UP]=$1 [SCALE_DOWN]=$2)
                            render_scaling "$3"
                            """, "render", up, down, file.toString(), LIB.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            JsonNode policy = Documents.parse(script.inputReader());
            assertThat(script.waitFor()).isZero();
            return policy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The names of the custom options that they ask for. */
    public static Set<String> optionsRead() {
        var names = new TreeSet<String>();
        files().forEach(file -> Tree.forEachField(read(file), (name, value) -> {
            if (name.equals("Fn::GetOptionSetting")) {
                names.add(value.get("OptionName").asText());
            }
        }));
        return names;
    }

    /** A template with the file's resources laid over Elastic Beanstalk's, and the options as parameters. */
    public static ObjectNode template(JsonNode file) {
        ObjectNode template = JSON.createObjectNode().put("AWSTemplateFormatVersion", "2010-09-09");
        ObjectNode parameters = template.putObject("Parameters");
        ObjectNode resources = template.putObject("Resources");
        String text = file.get("Resources").toString();
        OWN.forEach((name, resource) -> {
            if (text.contains("\"" + name + "\"")) {
                resources.set(name, parse(resource));
            }
        });
        ((ObjectNode) withParameters(file.get("Resources"), parameters))
                .properties()
                .forEach(resource -> lay(resource.getValue(), resources, resource.getKey()));
        return template;
    }

    private static void lay(JsonNode over, ObjectNode parent, String name) {
        if (over.isObject() && parent.path(name).isObject()) {
            ((ObjectNode) over)
                    .properties()
                    .forEach(field -> lay(field.getValue(), (ObjectNode) parent.get(name), field.getKey()));
        } else {
            parent.set(name, over);
        }
    }

    private static JsonNode withParameters(JsonNode node, ObjectNode parameters) {
        if (node.has("Fn::GetOptionSetting")) {
            JsonNode setting = node.get("Fn::GetOptionSetting");
            String name = setting.get("OptionName").asText();
            parameters
                    .putObject(name)
                    .put("Type", "String")
                    .put("Default", setting.path("DefaultValue").asText("some"));
            return JSON.createObjectNode().put("Ref", name);
        }
        if (node.isObject()) {
            ObjectNode copy = JSON.createObjectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), withParameters(field.getValue(), parameters)));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.createArrayNode();
            node.forEach(element -> copy.add(withParameters(element, parameters)));
            return copy;
        }
        return node;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
