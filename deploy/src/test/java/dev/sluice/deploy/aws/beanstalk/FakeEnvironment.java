package dev.sluice.deploy.aws.beanstalk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import software.amazon.awssdk.services.elasticbeanstalk.model.ConfigurationOptionSetting;
import software.amazon.awssdk.services.elasticbeanstalk.model.EnvironmentDescription;
import software.amazon.awssdk.services.elasticbeanstalk.model.SingleInstanceHealth;

import dev.sluice.deploy.aws.wire.AwsError;

/** A Beanstalk environment: what it is like now, its instances, and the frames that are still to come. */
final class FakeEnvironment {

    /** What an update does to the instances. */
    private enum Kind {
        IN_PLACE,
        IMMUTABLE
    }

    /** Changes there replace all instances (Configuration Changes). */
    private static final Set<String> REPLACING =
            Set.of("aws:autoscaling:launchconfiguration", "aws:ec2:instances", "aws:ec2:vpc");

    private final String name;
    private final Map<String, String> settings = new TreeMap<>();
    private final DeploymentPolicy policy;
    private final Fleet fleet;
    private final Deque<Deployment.Frame> ahead = new ArrayDeque<>();
    private final Deque<Deployment> planned = new ArrayDeque<>();
    private Deployment.Frame now = new Deployment.Frame("Ready", "Green", Deployment.Step.NONE, List.of());
    private Kind kind = Kind.IN_PLACE;
    private String lastGood;
    private String underWay;
    private ConfigurationFiles configuration;
    private ConfigurationFiles configurationUnderWay;
    private long deployment = 1;
    private long lastGoodDeployment = 1;
    private List<String> causes = List.of();
    private boolean wasTold;

    FakeEnvironment(String name, String label, DeploymentPolicy policy, ConfigurationFiles configuration) {
        this.configuration = configuration;
        this.name = name;
        this.policy = policy;
        this.lastGood = label;
        this.fleet = new Fleet(name, label);
    }

    /** What the configuration files of the version say that comes next. */
    void willRead(ConfigurationFiles files) {
        configurationUnderWay = files;
    }

    /** What the configuration files of the version say that it is on; Elastic Beanstalk has its own copy of that bundle. */
    ConfigurationFiles configuration() {
        return configuration;
    }

    String name() {
        return name;
    }

    DeploymentPolicy policy() {
        return policy;
    }

    Fleet fleet() {
        return fleet;
    }

    void plan(Deployment deployment) {
        planned.add(deployment);
    }

    void isIllBecauseOf(List<String> reasons) {
        causes = reasons;
    }

    /** It runs these instances, on its version. */
    void run(List<String> instanceIds) {
        fleet.consistOf(instanceIds, lastGood, lastGoodDeployment);
    }

    List<String> causes() {
        return fleet.isMixed(lastGood) && isReady()
                ? Stream.concat(causes.stream(), Stream.of(mixture())).toList()
                : causes;
    }

    private String mixture() {
        return "Incorrect application version found on " + fleet.strangers(lastGood) + " out of "
                + fleet.all().size() + " instances. Expected version \"" + lastGood + "\" (deployment "
                + lastGoodDeployment + ").";
    }

    /** Ready: available to have an action performed on it, such as update or terminate (EnvironmentDescription, Status). */
    boolean isReady() {
        return now.status().equals("Ready") && underWay == null;
    }

    /** Whether somebody who looks will find something else than before. */
    boolean isOnItsWay() {
        return !ahead.isEmpty();
    }

    /** Of the deployment that is under way; else of the last one that was successful, whatever the instances run. */
    String label() {
        return underWay == null || now.status().equals("Ready") ? lastGood : underWay;
    }

    /** Deploys a version, as planned. */
    void update(String label) {
        update(label, planned.isEmpty() ? Deployment.quick() : planned.poll());
    }

    void update(String label, Deployment way) {
        begin(label, policy == DeploymentPolicy.IMMUTABLE ? Kind.IMMUTABLE : Kind.IN_PLACE, way);
    }

    /** A platform update: always immutable, whatever the policy for deployments is (Managed Platform Updates). */
    void updatePlatform() {
        willRead(configuration);
        begin(lastGood, Kind.IMMUTABLE, planned.isEmpty() ? Deployment.succeeding() : planned.poll());
    }

    /**
     * Changes option settings. Where that replaces instances, it is done immutably in an environment with immutable deployments,
     * whose template has both or neither.
     *
     * @throws AwsError when instances would be replaced immutably while other settings change (Immutable Environment Updates)
     */
    void configure(List<ConfigurationOptionSetting> options) {
        List<ConfigurationOptionSetting> changed = options.stream()
                .filter(option -> !option.value().equals(settings.get(key(option))))
                .toList();
        List<ConfigurationOptionSetting> replacing = changed.stream()
                .filter(option -> REPLACING.contains(option.namespace()))
                .toList();
        if (policy == DeploymentPolicy.IMMUTABLE && !replacing.isEmpty() && replacing.size() < changed.size()) {
            throw new AwsError(
                    400,
                    "InvalidParameterValue",
                    "You cannot perform an immutable update in concert with resource configuration changes.");
        }
        willRead(configuration);
        changed.forEach(option -> settings.put(key(option), option.value()));
        begin(lastGood, replacing.isEmpty() ? Kind.IN_PLACE : Kind.IMMUTABLE, Deployment.succeeding());
    }

    private static String key(ConfigurationOptionSetting option) {
        return option.namespace() + " " + option.optionName();
    }

    private void begin(String label, Kind how, Deployment way) {
        kind = how;
        underWay = label;
        deployment++;
        goOnAs(way);
    }

    void abort() {
        goOnAs(Deployment.aborted());
    }

    private void goOnAs(Deployment way) {
        wasTold = false;
        ahead.clear();
        ahead.addAll(way.frames());
        now = new Deployment.Frame("Updating", "Grey", Deployment.Step.NONE, List.of());
    }

    /** What is told on the way to the next frame. */
    List<Deployment.Note> look() {
        if (ahead.isEmpty()) {
            // The health of the instances is some seconds old.
            if (wasTold && isReady() && fleet.isMixed(lastGood)) {
                now = new Deployment.Frame("Ready", "Red", Deployment.Step.NONE, List.of());
            }
            return List.of();
        }
        now = ahead.poll();
        take(now.step());
        return now.notes();
    }

    private void take(Deployment.Step step) {
        switch (step) {
            case NONE -> {}
            case BATCH -> {
                if (kind == Kind.IMMUTABLE) {
                    fleet.launchBeside(underWay, deployment);
                } else {
                    fleet.roll(underWay, deployment, Machine.DEPLOYED);
                }
            }
            case FAIL -> {
                if (kind == Kind.IN_PLACE) {
                    fleet.roll(underWay, deployment, Machine.FAILED);
                }
                endAsItWas();
            }
            case STOP -> endAsItWas();
            case SUCCEED -> {
                if (kind == Kind.IMMUTABLE) {
                    fleet.takeOver(underWay, deployment);
                } else {
                    fleet.rollAll(underWay, deployment);
                }
                lastGood = underWay;
                configuration = configurationUnderWay;
                lastGoodDeployment = deployment;
                underWay = null;
            }
        }
    }

    /** The expected version is that of the most recent successful deployment again. */
    private void endAsItWas() {
        fleet.terminateTemporary();
        underWay = null;
    }

    void terminate() {
        ahead.clear();
        underWay = null;
        now = new Deployment.Frame("Terminated", "Grey", Deployment.Step.NONE, List.of());
    }

    List<SingleInstanceHealth> instances() {
        List<SingleInstanceHealth> instances = new ArrayList<>();
        // While a deployment is under way, both its version and the one before are right.
        fleet.all()
                .forEach(machine ->
                        instances.add(machine.health(isReady() ? lastGood : machine.label(), lastGoodDeployment)));
        return instances;
    }

    EnvironmentDescription description(String application) {
        wasTold = isReady();
        return EnvironmentDescription.builder()
                .applicationName(application)
                .environmentName(name)
                .environmentId("e-" + name)
                .versionLabel(label())
                .status(now.status())
                .health(now.health())
                .abortableOperationInProgress(underWay != null)
                .build();
    }
}
