package dev.sluice.deploy.aws.beanstalk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import software.amazon.awssdk.services.elasticbeanstalk.model.AbortEnvironmentUpdateRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.AbortEnvironmentUpdateResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.ApplicationVersionDescription;
import software.amazon.awssdk.services.elasticbeanstalk.model.ApplicationVersionStatus;
import software.amazon.awssdk.services.elasticbeanstalk.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticbeanstalk.model.CreateApplicationVersionRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.CreateApplicationVersionResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.CreateStorageLocationRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.CreateStorageLocationResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.DeleteApplicationVersionRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.DeleteApplicationVersionResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeApplicationVersionsRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeApplicationVersionsResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeEnvironmentHealthRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeEnvironmentHealthResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeEnvironmentResourcesRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeEnvironmentResourcesResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeEnvironmentsRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeEnvironmentsResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeEventsRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeEventsResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeInstancesHealthRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.DescribeInstancesHealthResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.EnvironmentResourceDescription;
import software.amazon.awssdk.services.elasticbeanstalk.model.EventDescription;
import software.amazon.awssdk.services.elasticbeanstalk.model.Instance;
import software.amazon.awssdk.services.elasticbeanstalk.model.InstancesHealthAttribute;
import software.amazon.awssdk.services.elasticbeanstalk.model.ListPlatformVersionsRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.ListPlatformVersionsResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.PlatformStatus;
import software.amazon.awssdk.services.elasticbeanstalk.model.PlatformSummary;
import software.amazon.awssdk.services.elasticbeanstalk.model.RestartAppServerRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.RestartAppServerResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.S3Location;
import software.amazon.awssdk.services.elasticbeanstalk.model.SingleInstanceHealth;
import software.amazon.awssdk.services.elasticbeanstalk.model.TerminateEnvironmentRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.TerminateEnvironmentResponse;
import software.amazon.awssdk.services.elasticbeanstalk.model.UpdateEnvironmentRequest;
import software.amazon.awssdk.services.elasticbeanstalk.model.UpdateEnvironmentResponse;

import dev.sluice.deploy.aws.store.FakeBuckets;
import dev.sluice.deploy.aws.store.FakeIdentity;
import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Operations;

/** As much of AWS Elastic Beanstalk as a release needs. Its updates go as a test plans them, a frame for each look. */
public final class FakeBeanstalk {

    public static final String BUCKET = "elasticbeanstalk-eu-central-1-" + FakeIdentity.ACCOUNT;

    private static final String APPLICATION = "sluice";
    private static final String BRANCH = "ECS running on 64bit Amazon Linux 2023";

    private final FakeBuckets buckets;
    private final Map<String, FakeEnvironment> environments = new TreeMap<>();
    private final Map<String, ApplicationVersionDescription> versions = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> secrets = new TreeMap<>();
    private final List<EventDescription> events = new ArrayList<>();
    private Instant clock = Instant.parse("2026-11-22T10:15:00Z");
    private final Map<String, String> platforms = new TreeMap<>();
    private List<String> offered = List.of("4.9.0", "4.10.2", "4.10.1");
    private int eventsOfAPage = 100;
    private int instancesOfAPage = 100;
    private int looksIntoABundle;
    private ApplicationVersionStatus processed = ApplicationVersionStatus.PROCESSED;

    public FakeBeanstalk(FakeBuckets buckets) {
        this.buckets = buckets;
    }

    public Operations operations() {
        return new Operations()
                .with(CreateStorageLocationRequest::builder, this::createStorageLocation)
                .with(CreateApplicationVersionRequest::builder, this::createVersion)
                .with(DescribeApplicationVersionsRequest::builder, this::describeVersions)
                .with(DeleteApplicationVersionRequest::builder, this::deleteVersion)
                .with(DescribeEnvironmentsRequest::builder, this::describeEnvironments)
                .with(ListPlatformVersionsRequest::builder, this::listPlatformVersions)
                .with(UpdateEnvironmentRequest::builder, this::update)
                .with(AbortEnvironmentUpdateRequest::builder, this::abort)
                .with(TerminateEnvironmentRequest::builder, this::terminate)
                .with(RestartAppServerRequest::builder, this::restart)
                .with(DescribeEventsRequest::builder, this::describeEvents)
                .with(DescribeEnvironmentHealthRequest::builder, this::health)
                .with(DescribeInstancesHealthRequest::builder, this::instances)
                .with(DescribeEnvironmentResourcesRequest::builder, this::resources);
    }

    /** Makes an environment that is Ready and Green, with the policy that the template gives to one of that name. */
    public void create(String name, String label) {
        create(name, label, name.endsWith("-producer") ? DeploymentPolicy.IMMUTABLE : DeploymentPolicy.ROLLING);
    }

    /** Makes an environment that is Ready and Green. */
    public void create(String name, String label, DeploymentPolicy policy) {
        environments.put(name, new FakeEnvironment(name, label, policy, configuration(label)));
        tell(name, List.of(new Deployment.Note("INFO", "Successfully launched environment: " + name)));
    }

    /** Makes an application version, with a bundle that has nothing in it. */
    public void createVersion(String label, String key) {
        createVersion(label, key, new byte[0]);
    }

    /** Makes an application version, with its bundle, a zip. */
    public void createVersion(String label, String key, byte[] bundle) {
        buckets.put(BUCKET, key, Instant.parse("2026-11-01T00:00:00Z"), bundle);
        versions.put(label, version(label, key, ApplicationVersionStatus.PROCESSED));
    }

    /** An environment has these secrets from now on: ARNs by the names of variables. */
    public void setSecrets(String name, Map<String, String> arns) {
        secrets.put(name, arns);
    }

    /** How the next update of an environment goes that has no plan yet; without one, well. */
    public void plan(String name, Deployment deployment) {
        environments.get(name).plan(deployment);
    }

    /** What enhanced health tells from now on. */
    public void isIll(String name, String... causes) {
        environments.get(name).isIllBecauseOf(List.of(causes));
    }

    public void terminate(String name) {
        environments.get(name).terminate();
    }

    /** Whether there is one of that name which is not terminated. */
    public boolean exists(String name) {
        return environments.containsKey(name)
                && !environments
                        .get(name)
                        .description(APPLICATION)
                        .statusAsString()
                        .equals("Terminated");
    }

    /** Brings a version to an environment as a stack does, and waits for the end. */
    public void deploy(String name, String label) {
        FakeEnvironment environment = existing(name);
        if (!environment.isReady()) {
            throw invalid("Environment named " + name + " is in an invalid state for this operation. Must be Ready.");
        }
        environment.update(label);
        for (int look = 0; !environment.isReady(); look++) {
            if (look == 100) {
                throw new AwsError(400, "NotStabilized", "Environment " + name + " did not stabilize.");
            }
            tell(name, environment.look());
        }
    }

    /** @throws AwsError when there is no such version */
    public void checkVersion(String label) {
        if (!versions.containsKey(label)) {
            throw invalid("No Application Version named '" + label + "' found.");
        }
    }

    /** What the account is offered, instead of the one that it has been so far. */
    public void offerPlatforms(String... versionNumbers) {
        offered = List.of(versionNumbers);
    }

    /** The name of a version of the platform, as Amazon gives it. */
    public static String platform(String version) {
        return "arn:aws:elasticbeanstalk:eu-central-1::platform/" + BRANCH + "/" + version;
    }

    /** An account is offered the newest, and for some time what it uses: "Platform support policy". */
    public void checkPlatform(String arn) {
        if (!platforms.containsValue(arn)
                && offered.stream().noneMatch(version -> platform(version).equals(arn))) {
            throw invalid("No Platform named '" + arn + "' found.");
        }
    }

    /** What a managed update does, too. */
    public void runOn(String name, String arn) {
        platforms.put(name, arn);
    }

    public String platformOf(String name) {
        return platforms.getOrDefault(name, platform(offered.getLast()));
    }

    /** An environment runs these instances instead of those that it has. */
    public void run(String name, String... instanceIds) {
        environments.get(name).run(List.of(instanceIds));
    }

    /** Somebody deploys a version by hand, and waits until the environment is Ready. */
    public void deployByHand(String name, String label) {
        deploy(environments.get(name), label);
        rest(name);
    }

    /** Somebody ends an update by hand, and waits until the environment is Ready. */
    public void abortByHand(String name) {
        environments.get(name).abort();
        rest(name);
    }

    private void rest(String name) {
        do {
            tell(name, environments.get(name).look());
        } while (environments.get(name).isOnItsWay());
    }

    /** An environment begins a managed platform update. */
    public void updatePlatform(String name) {
        environments.get(name).updatePlatform();
    }

    /** The version of each instance of an environment, by the instance's ID. */
    public Map<String, String> versionsOnInstances(String name) {
        Map<String, String> versions = new LinkedHashMap<>();
        environments.get(name).fleet().all().forEach(machine -> versions.put(machine.id(), machine.label()));
        return versions;
    }

    /** The Auto Scaling group of each instance of an environment, by the instance's ID. */
    public Map<String, String> groupsOfInstances(String name) {
        Map<String, String> groups = new LinkedHashMap<>();
        environments.get(name).fleet().all().forEach(machine -> groups.put(machine.id(), machine.group()));
        return groups;
    }

    public void tellInstancesInPagesOf(int count) {
        instancesOfAPage = count;
    }

    /** So often somebody looks until Elastic Beanstalk has looked into a new version's bundle. */
    public void processBundlesAfter(int looks) {
        looksIntoABundle = looks;
    }

    public void tellEventsInPagesOf(int count) {
        eventsOfAPage = count;
    }

    /** What becomes of versions when Elastic Beanstalk looks into their bundles. */
    public void processBundlesAs(ApplicationVersionStatus status) {
        processed = status;
    }

    /** The label that an environment is on. */
    public String labelOf(String name) {
        return environments.get(name).label();
    }

    public List<String> versions() {
        return List.copyOf(versions.keySet());
    }

    private CreateStorageLocationResponse createStorageLocation(CreateStorageLocationRequest request) {
        buckets.create(BUCKET);
        return CreateStorageLocationResponse.builder().s3Bucket(BUCKET).build();
    }

    private CreateApplicationVersionResponse createVersion(CreateApplicationVersionRequest request) {
        S3Location bundle = request.sourceBundle();
        if (versions.containsKey(request.versionLabel())) {
            throw invalid("Application Version " + request.versionLabel() + " already exists.");
        }
        if (!buckets.objects(bundle.s3Bucket()).containsKey(bundle.s3Key())) {
            throw invalid("Unable to download from S3 location (Bucket: " + bundle.s3Bucket() + "  Key: "
                    + bundle.s3Key() + "). Reason: Not Found");
        }
        ApplicationVersionDescription made =
                version(request.versionLabel(), bundle.s3Key(), ApplicationVersionStatus.PROCESSING);
        versions.put(request.versionLabel(), made);
        return CreateApplicationVersionResponse.builder()
                .applicationVersion(made)
                .build();
    }

    private static ApplicationVersionDescription version(String label, String key, ApplicationVersionStatus status) {
        return ApplicationVersionDescription.builder()
                .applicationName(APPLICATION)
                .versionLabel(label)
                .sourceBundle(S3Location.builder().s3Bucket(BUCKET).s3Key(key).build())
                .status(status)
                .build();
    }

    private DescribeApplicationVersionsResponse describeVersions(DescribeApplicationVersionsRequest request) {
        if (looksIntoABundle == 0) {
            versions.replaceAll((label, version) -> version.status() == ApplicationVersionStatus.PROCESSING
                    ? version.toBuilder().status(processed).build()
                    : version);
        } else if (versions.values().stream()
                .anyMatch(version -> version.status() == ApplicationVersionStatus.PROCESSING)) {
            looksIntoABundle--;
        }
        List<ApplicationVersionDescription> found = versions.values().stream()
                .filter(version ->
                        !request.hasVersionLabels() || request.versionLabels().contains(version.versionLabel()))
                .toList();
        return DescribeApplicationVersionsResponse.builder()
                .applicationVersions(found)
                .build();
    }

    private DeleteApplicationVersionResponse deleteVersion(DeleteApplicationVersionRequest request) {
        if (environments.values().stream()
                .anyMatch(one -> exists(one.name()) && request.versionLabel().equals(one.label()))) {
            throw new AwsError(
                    400,
                    "SourceBundleDeletionFailure",
                    "Unable to delete application version \"" + request.versionLabel()
                            + "\" because it is deployed to a running environment.");
        }
        ApplicationVersionDescription deleted = versions.remove(request.versionLabel());
        if (deleted != null && Boolean.TRUE.equals(request.deleteSourceBundle())) {
            buckets.objects(BUCKET).remove(deleted.sourceBundle().s3Key());
        }
        return DeleteApplicationVersionResponse.builder().build();
    }

    private DescribeEnvironmentsResponse describeEnvironments(DescribeEnvironmentsRequest request) {
        List<String> names =
                request.hasEnvironmentNames() ? request.environmentNames() : List.copyOf(environments.keySet());
        return DescribeEnvironmentsResponse.builder()
                .environments(names.stream()
                        .filter(environments::containsKey)
                        .map(name -> {
                            tell(name, environments.get(name).look());
                            return environments.get(name).description(APPLICATION).toBuilder()
                                    .platformArn(platformOf(name))
                                    .build();
                        })
                        .filter(one -> Boolean.TRUE.equals(request.includeDeleted())
                                || !one.statusAsString().equals("Terminated"))
                        .toList())
                .build();
    }

    private ListPlatformVersionsResponse listPlatformVersions(ListPlatformVersionsRequest request) {
        boolean isOurs = request.filters().stream()
                .filter(filter -> filter.type().equals("PlatformBranchName"))
                .allMatch(filter ->
                        filter.operator().equals("=") && filter.values().contains(BRANCH));
        return ListPlatformVersionsResponse.builder()
                .platformSummaryList(offered.stream()
                        .filter(version -> isOurs)
                        .map(version -> PlatformSummary.builder()
                                .platformArn(platform(version))
                                .platformVersion(version)
                                .platformBranchName(BRANCH)
                                .platformStatus(PlatformStatus.READY)
                                .build())
                        .toList())
                .build();
    }

    private UpdateEnvironmentResponse update(UpdateEnvironmentRequest request) {
        FakeEnvironment environment = ready(request.environmentName());
        if (request.versionLabel() != null && request.hasOptionSettings()) {
            throw new AwsError(
                    400,
                    "InvalidParameterCombination",
                    "Updating both the release and the configuration of an environment is not allowed.");
        }
        if (request.hasOptionSettings()) {
            environment.configure(request.optionSettings());
        } else {
            deploy(environment, request.versionLabel());
        }
        return UpdateEnvironmentResponse.builder()
                .environmentName(request.environmentName())
                .status("Updating")
                .versionLabel(environment.label())
                .build();
    }

    /** Why ECS does not register the task of a version in that environment, if so. */
    private Optional<String> refusalByEcs(String name, String label) {
        FakeBuckets.Stored bundle =
                buckets.objects(BUCKET).get(versions.get(label).sourceBundle().s3Key());
        return bundle == null
                ? Optional.empty()
                : EcsModel.refusal(bundle.body(), secrets.getOrDefault(name, Map.of()));
    }

    private void deploy(FakeEnvironment environment, String label) {
        checkVersion(label);
        ConfigurationFiles files = configuration(label);
        List<String> changes = files.changesTo(environment.configuration());
        Optional<String> refusal = refusalByEcs(environment.name(), label);
        environment.willRead(files);
        if (refusal.isPresent()) {
            environment.update(label, Deployment.failing(refusal.get()));
        } else if (environment.policy() == DeploymentPolicy.IMMUTABLE && !changes.isEmpty()) {
            // Immutable Environment Updates: none in concert with resource configuration changes, and no immutable
            // deployment with
            // configuration files that change configuration settings or additional resources.
            environment.update(
                    label,
                    Deployment.refused("You cannot perform an immutable deployment with configuration files that change"
                            + " option settings or resources: " + String.join(", ", changes)));
        } else {
            environment.update(label);
        }
    }

    /** What the configuration files of a version say; nothing for one that is not known, such as the sample application. */
    private ConfigurationFiles configuration(String label) {
        ApplicationVersionDescription version = versions.get(label);
        if (version == null) {
            return new ConfigurationFiles(Map.of());
        }
        FakeBuckets.Stored bundle =
                buckets.objects(BUCKET).get(version.sourceBundle().s3Key());
        return bundle == null ? new ConfigurationFiles(Map.of()) : ConfigurationFiles.of(bundle.body());
    }

    private TerminateEnvironmentResponse terminate(TerminateEnvironmentRequest request) {
        ready(request.environmentName()).terminate();
        return TerminateEnvironmentResponse.builder()
                .environmentName(request.environmentName())
                .status("Terminating")
                .build();
    }

    /** Each instance's containers are stopped and started; what runs there stays. */
    private RestartAppServerResponse restart(RestartAppServerRequest request) {
        ready(request.environmentName());
        tell(request.environmentName(), List.of(new Deployment.Note("INFO", "restartAppServer is starting.")));
        return RestartAppServerResponse.builder().build();
    }

    /** UpdateEnvironment and TerminateEnvironment are for one that is Ready (EnvironmentDescription, Status). */
    private FakeEnvironment ready(String name) {
        FakeEnvironment environment = existing(name);
        if (!environment.isReady()) {
            throw invalid("Environment named " + name + " is in an invalid state for this operation. Must be Ready.");
        }
        return environment;
    }

    private AbortEnvironmentUpdateResponse abort(AbortEnvironmentUpdateRequest request) {
        FakeEnvironment environment = existing(request.environmentName());
        if (environment.isReady()) {
            throw invalid("Environment named " + request.environmentName() + " is not being updated.");
        }
        environment.abort();
        return AbortEnvironmentUpdateResponse.builder().build();
    }

    private DescribeEventsResponse describeEvents(DescribeEventsRequest request) {
        List<EventDescription> found = events.reversed().stream()
                .filter(event ->
                        request.startTime() == null || !event.eventDate().isBefore(request.startTime()))
                .toList();
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int most = request.maxRecords() == null ? eventsOfAPage : Math.min(request.maxRecords(), eventsOfAPage);
        int to = Math.min(found.size(), from + most);
        return DescribeEventsResponse.builder()
                .events(found.subList(from, to))
                .nextToken(to < found.size() ? Integer.toString(to) : null)
                .build();
    }

    private DescribeEnvironmentHealthResponse health(DescribeEnvironmentHealthRequest request) {
        return DescribeEnvironmentHealthResponse.builder()
                .environmentName(request.environmentName())
                .causes(existing(request.environmentName()).causes())
                .build();
    }

    /** Of the attributes those that are asked for; without any, the instances' IDs. */
    private DescribeInstancesHealthResponse instances(DescribeInstancesHealthRequest request) {
        List<SingleInstanceHealth> all = existing(request.environmentName()).instances();
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(all.size(), from + instancesOfAPage);
        return DescribeInstancesHealthResponse.builder()
                .instanceHealthList(all.subList(from, to).stream()
                        .map(instance -> only(request.attributeNames(), instance))
                        .toList())
                .nextToken(to < all.size() ? Integer.toString(to) : null)
                .build();
    }

    private static SingleInstanceHealth only(List<InstancesHealthAttribute> wanted, SingleInstanceHealth instance) {
        boolean all = wanted.contains(InstancesHealthAttribute.ALL);
        SingleInstanceHealth.Builder told = SingleInstanceHealth.builder().instanceId(instance.instanceId());
        if (all || wanted.contains(InstancesHealthAttribute.HEALTH_STATUS)) {
            told.healthStatus(instance.healthStatus());
        }
        if (all || wanted.contains(InstancesHealthAttribute.COLOR)) {
            told.color(instance.color());
        }
        if (all || wanted.contains(InstancesHealthAttribute.CAUSES)) {
            told.causes(instance.causes());
        }
        if (all || wanted.contains(InstancesHealthAttribute.DEPLOYMENT)) {
            told.deployment(instance.deployment());
        }
        return told.build();
    }

    private DescribeEnvironmentResourcesResponse resources(DescribeEnvironmentResourcesRequest request) {
        Fleet fleet = existing(request.environmentName()).fleet();
        return DescribeEnvironmentResourcesResponse.builder()
                .environmentResources(EnvironmentResourceDescription.builder()
                        .environmentName(request.environmentName())
                        .autoScalingGroups(fleet.groups().stream()
                                .map(group ->
                                        AutoScalingGroup.builder().name(group).build())
                                .toList())
                        .instances(fleet.all().stream()
                                .map(machine ->
                                        Instance.builder().id(machine.id()).build())
                                .toList())
                        .build())
                .build();
    }

    /** What is told at once has one time; what is told next is three quarters of a second later. */
    private void tell(String environment, List<Deployment.Note> notes) {
        if (!notes.isEmpty()) {
            clock = clock.plusMillis(750);
        }
        notes.forEach(note -> events.add(EventDescription.builder()
                .applicationName(APPLICATION)
                .environmentName(environment)
                .eventDate(clock)
                .severity(note.severity())
                .message(note.message())
                .build()));
    }

    private FakeEnvironment existing(String name) {
        FakeEnvironment environment = environments.get(name);
        if (environment == null) {
            throw invalid("No Environment found for EnvironmentName = '" + name + "'.");
        }
        return environment;
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "InvalidParameterValue", message);
    }
}
