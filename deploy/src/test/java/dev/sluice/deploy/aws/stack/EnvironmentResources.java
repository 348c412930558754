package dev.sluice.deploy.aws.stack;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.aws.wire.AwsError;

/** What CloudFormation makes of the resources of the type {@code AWS::ElasticBeanstalk::Environment}. */
final class EnvironmentResources {

    static final String TYPE = "AWS::ElasticBeanstalk::Environment";

    private static final Set<String> INSTANCE_TYPES =
            Set.of("aws:ec2:instances InstanceTypes", "aws:autoscaling:launchconfiguration InstanceType");

    private final FakeBeanstalk beanstalk;

    EnvironmentResources(FakeBeanstalk beanstalk) {
        this.beanstalk = beanstalk;
    }

    /** @throws AwsError when Elastic Beanstalk refuses that */
    void apply(ResourceChange change) {
        String name = change.before().path("EnvironmentName").asText();
        switch (change.action()) {
            case "Add" -> create(change.after());
            case "Remove" -> remove(change.before());
            default -> {
                checkOptions(change);
                bring(name, change.after());
            }
        }
    }

    void remove(JsonNode properties) {
        beanstalk.terminate(properties.path("EnvironmentName").asText());
    }

    /** As a stack does whose update has failed: back to what the stack knew. */
    void takeBack(ResourceChange change) {
        switch (change.action()) {
            case "Add" -> remove(change.after());
            case "Modify" -> bring(change.before().path("EnvironmentName").asText(), change.before());
            default -> throw new IllegalStateException("A stack removes what it removes at its end");
        }
    }

    private void create(JsonNode properties) {
        String name = properties.path("EnvironmentName").asText();
        if (beanstalk.exists(name)) {
            throw new AwsError(400, "AlreadyExists", "Environment " + name + " already exists.");
        }
        if (!properties.has("VersionLabel")) {
            // What it then runs, the sample application, is an image that comes from the internet.
            throw new AwsError(400, "StandIn", "The stand-in has no sample application");
        }
        beanstalk.checkVersion(properties.path("VersionLabel").asText());
        beanstalk.checkPlatform(properties.path("PlatformArn").asText());
        beanstalk.create(name, properties.path("VersionLabel").asText());
        beanstalk.runOn(name, properties.path("PlatformArn").asText());
    }

    /** Elastic Beanstalk is told the whole of what shall be, not only what differs from what the stack knew. */
    private void bring(String name, JsonNode properties) {
        String label = properties.path("VersionLabel").asText();
        String platform = properties.path("PlatformArn").asText();
        if (!platform.equals(beanstalk.platformOf(name))) {
            beanstalk.checkPlatform(platform);
            beanstalk.runOn(name, platform);
        }
        if (!label.equals(beanstalk.labelOf(name))) {
            beanstalk.checkVersion(label);
            beanstalk.deploy(name, label);
        }
    }

    private static void checkOptions(ResourceChange change) {
        Map<String, JsonNode> before = options(change.before());
        Map<String, JsonNode> after = options(change.after());
        Set<String> changed = new TreeSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(
                option -> before.containsKey(option) && before.get(option).equals(after.get(option)));
        // API Reference, UpdateEnvironment: "Attempting to update both the release and configuration is not allowed".
        if (!changed.isEmpty() && change.changed().contains("VersionLabel")) {
            throw new AwsError(
                    400,
                    "InvalidParameterCombination",
                    "You cannot update both the release and the configuration of an environment at once.");
        }
        // Developer Guide, "Immutable environment updates".
        JsonNode type = before.get("aws:autoscaling:updatepolicy:rollingupdate RollingUpdateType");
        if (type != null
                && type.asText().equals("Immutable")
                && changed.size() > 1
                && changed.stream().anyMatch(INSTANCE_TYPES::contains)) {
            throw new AwsError(
                    400,
                    "ConfigurationValidationException",
                    "You cannot change the instance type together with other options in an immutable update.");
        }
    }

    private static Map<String, JsonNode> options(JsonNode properties) {
        Map<String, JsonNode> options = new TreeMap<>();
        for (JsonNode option : properties.path("OptionSettings")) {
            options.put(
                    option.get("Namespace").asText() + " "
                            + option.get("OptionName").asText(),
                    option.get("Value"));
        }
        return options;
    }
}
