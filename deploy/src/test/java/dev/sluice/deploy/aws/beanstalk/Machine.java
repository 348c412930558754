package dev.sluice.deploy.aws.beanstalk;

import java.util.List;

import software.amazon.awssdk.services.elasticbeanstalk.model.SingleInstanceHealth;

/**
 * An instance of an environment.
 *
 * @param group the Auto Scaling group that it is in
 * @param label the version of the last deployment to it
 * @param deployment that deployment's ID
 * @param status of that deployment: {@code In Progress}, {@code Deployed} or {@code Failed}
 */
record Machine(String id, String group, String label, long deployment, String status) {

    static final String DEPLOYED = "Deployed";
    static final String FAILED = "Failed";

    Machine deploy(String version, long id, String outcome) {
        return new Machine(this.id, group, version, id, outcome);
    }

    /** It keeps its ID, and loses what its group knew of it, such as its protection from scale-in. */
    Machine transfer(String newGroup) {
        return new Machine(id, newGroup, label, deployment, status);
    }

    /**
     * Its health, where the environment expects a version of it: any instance on another one is unhealthy (Notifications and
     * Troubleshooting, "Deployments").
     */
    SingleInstanceHealth health(String expected, long expectedDeployment) {
        boolean isRight = label.equals(expected);
        boolean isWell = isRight && !status.equals(FAILED);
        return SingleInstanceHealth.builder()
                .instanceId(id)
                .healthStatus(isWell ? "Ok" : "Degraded")
                .color(isWell ? "Green" : "Red")
                .causes(
                        isRight
                                ? List.of()
                                : List.of("Incorrect application version \"" + label + "\" (deployment " + deployment
                                        + "). Expected version \"" + expected + "\" (deployment " + expectedDeployment
                                        + ")."))
                .deployment(
                        it -> it.versionLabel(label).deploymentId(deployment).status(status))
                .build();
    }
}
