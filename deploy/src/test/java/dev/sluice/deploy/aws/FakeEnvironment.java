package dev.sluice.deploy.aws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import software.amazon.awssdk.services.elasticbeanstalk.model.EnvironmentDescription;

/** A Beanstalk environment: what it is like now, and the frames that are still to come. */
final class FakeEnvironment {

    private final String name;
    private final Deque<Deployment.Frame> ahead = new ArrayDeque<>();
    private final Deque<Deployment> planned = new ArrayDeque<>();
    private Deployment.Frame now = new Deployment.Frame("Ready", "Green", true, List.of());
    private String oldLabel;
    private String label;
    private List<String> causes = List.of();

    FakeEnvironment(String name, String label) {
        this.name = name;
        this.label = label;
        this.oldLabel = label;
    }

    void plan(Deployment deployment) {
        planned.add(deployment);
    }

    void isIllBecauseOf(List<String> reasons) {
        causes = reasons;
    }

    List<String> causes() {
        return causes;
    }

    boolean isReady() {
        return now.status().equals("Ready") && ahead.isEmpty();
    }

    String label() {
        return now.onNewVersion() ? label : oldLabel;
    }

    void update(String newLabel) {
        update(newLabel, planned.isEmpty() ? Deployment.succeeding() : planned.poll());
    }

    void update(String newLabel, Deployment way) {
        oldLabel = label();
        label = newLabel;
        begin(way);
    }

    void abort() {
        begin(Deployment.aborted());
    }

    private void begin(Deployment deployment) {
        ahead.clear();
        ahead.addAll(deployment.frames());
        now = new Deployment.Frame("Updating", "Grey", false, List.of());
    }

    /** What is told on the way to the next frame. */
    List<Deployment.Note> look() {
        if (ahead.isEmpty()) {
            return List.of();
        }
        now = ahead.poll();
        return now.notes();
    }

    void terminate() {
        ahead.clear();
        now = new Deployment.Frame("Terminated", "Grey", true, List.of());
    }

    EnvironmentDescription description(String application) {
        return EnvironmentDescription.builder()
                .applicationName(application)
                .environmentName(name)
                .environmentId("e-" + name)
                .versionLabel(label())
                .status(now.status())
                .health(now.health())
                .build();
    }
}
