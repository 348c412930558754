package dev.sluice.deploy.script;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sluice.deploy.aws.FakeAws;
import dev.sluice.deploy.aws.beanstalk.Deployment;
import dev.sluice.deploy.aws.wire.Call;

/** An account with an environment {@code dev} in it, and a checkout to work on it from. */
public final class Installation implements AutoCloseable {

    public static final String WORKER_HIGH = "sluice-dev-worker-high";
    public static final String WORKER_NORMAL = "sluice-dev-worker-normal";
    public static final String PRODUCER = "sluice-dev-producer";
    public static final List<String> ENVIRONMENTS = List.of(WORKER_HIGH, WORKER_NORMAL, PRODUCER);

    /** What runs at the beginning. */
    public static final String OLD = "0000001-20261101T000000Z";

    public static final String HISTORY = "/sluice/dev/version";
    public static final String LOCK = "/sluice/dev/lock";

    private final FakeAws aws = FakeAws.start();
    private final Checkout checkout;
    private final Script script;

    private Installation(Checkout checkout) {
        this.checkout = checkout;
        this.script =
                new Script(checkout).with("AWS_ENDPOINT_URL", aws.endpoint().toString());
    }

    /** An account in which nothing is yet. */
    public static Installation empty() {
        return new Installation(Checkout.make());
    }

    /** All is well on {@link #OLD}, and the images of the checked-out commit are in ECR. */
    public static Installation running() {
        Installation made = runningOld(Checkout.make());
        made.addImages(made.version());
        return made;
    }

    /** All is well on {@link #OLD}. */
    public static Installation runningOld(Checkout checkout) {
        Installation made = new Installation(checkout);
        made.aws.repositories().create("sluice-producer", "sluice-consumer");
        made.know(OLD);
        ENVIRONMENTS.forEach(name -> made.aws.beanstalk().create(name, label(OLD, name)));
        made.recordGood(OLD);
        return made;
    }

    /** The version that a release of the checked-out commit brings. */
    public String version() {
        return checkout.shortCommit() + "-20261122T101500Z";
    }

    public static String label(String version, String environment) {
        return version + "-dev-" + (environment.equals(PRODUCER) ? "producer" : "worker");
    }

    /** Makes a version, as a release does: its application versions and its images, which stay. */
    public void know(String version) {
        addImages(version);
        addImages("keep-dev-" + version, version);
        for (String role : List.of("worker", "producer")) {
            aws.beanstalk()
                    .createVersion(
                            version + "-dev-" + role,
                            "sluice/dev/" + version + "/" + role + ".zip",
                            checkout.configurationFiles(role));
        }
    }

    /** As a release that went well does. */
    public void recordGood(String version) {
        aws.parameters().set(HISTORY, "{\"version\":\"" + version + "\"}");
    }

    /** As a release that failed does. */
    public void recordFailed(String version) {
        aws.parameters().set(HISTORY, "{\"failed\":\"" + version + "\"}");
    }

    public void addImages(String tag) {
        aws.repositories().add("sluice-producer", tag);
        aws.repositories().add("sluice-consumer", tag);
    }

    private void addImages(String tag, String existing) {
        aws.repositories().addTag("sluice-producer", existing, tag);
        aws.repositories().addTag("sluice-consumer", existing, tag);
    }

    /** The next update of each environment goes so. */
    public void planAll(Deployment deployment) {
        ENVIRONMENTS.forEach(name -> aws.beanstalk().plan(name, deployment));
    }

    /** The versions that environments are on: those of their instances, and their label where it is another one. */
    public Map<String, String> labels() {
        return ENVIRONMENTS.stream().collect(Collectors.toMap(name -> name, this::labels));
    }

    private String labels(String name) {
        String running = aws.beanstalk().versionsOnInstances(name).values().stream()
                .distinct()
                .collect(Collectors.joining(", "));
        String label = aws.beanstalk().labelOf(name);
        return running.equals(label) ? running : running + " under the label " + label;
    }

    /** What {@link #labels} are when all are on one version. */
    public static Map<String, String> allOn(String version) {
        return Map.of(
                WORKER_HIGH, label(version, WORKER_HIGH),
                WORKER_NORMAL, label(version, WORKER_NORMAL),
                PRODUCER, label(version, PRODUCER));
    }

    /** The environments that were updated, in that order. */
    public List<String> updated() {
        return aws.calls("UpdateEnvironment").stream()
                .map(call -> call.text("EnvironmentName"))
                .toList();
    }

    /** How often an operation was called. */
    public int count(String operation) {
        return aws.calls(operation).size();
    }

    public List<Call> calls() {
        return aws.calls();
    }

    public FakeAws aws() {
        return aws;
    }

    public Checkout checkout() {
        return checkout;
    }

    public Script script() {
        return script;
    }

    public Run sluice(String... words) {
        return script.run(words);
    }

    @Override
    public void close() {
        checkout.close();
        aws.close();
    }
}
