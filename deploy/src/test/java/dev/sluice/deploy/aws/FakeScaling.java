package dev.sluice.deploy.aws;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;

import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Operations;
import dev.sluice.testkit.ec2.ScalingGroups;

/** Auto Scaling with the groups of Beanstalk environments, and workers in them that protect themselves while they are busy. */
public final class FakeScaling {

    private static final String ENVIRONMENT = "elasticbeanstalk:environment-name";
    private static final int MOST = 20;

    private final ScalingGroups groups = new ScalingGroups();
    private final Set<String> busy = new TreeSet<>();

    Operations operations() {
        return new Operations()
                .with(DescribeAutoScalingGroupsRequest::builder, answered(groups::describe))
                .with(SuspendProcessesRequest::builder, answered(groups::suspend))
                .with(ResumeProcessesRequest::builder, answered(groups::resume))
                .with(SetDesiredCapacityRequest::builder, answered(groups::setDesired))
                .with(TerminateInstanceInAutoScalingGroupRequest::builder, answered(groups::terminate));
    }

    /** Makes the group of an environment, with the tag that Elastic Beanstalk gives it. */
    public void create(String group, String environment, String... instances) {
        groups.create(group, 1, MOST, Map.of(ENVIRONMENT, environment), instances);
    }

    /** From now on it protects itself, and does so again each time that somebody lifts that. */
    public void isBusy(String instance) {
        busy.add(instance);
        protectBusy();
    }

    public ScalingGroups groups() {
        return groups;
    }

    /**
     * Whether the deletion of an environment's stack has to wait for instances. It asks for all to go, as the User Guide of EC2
     * Auto Scaling says ("Delete your Auto Scaling infrastructure"): "its desired, minimum, and maximum values are set to 0".
     */
    boolean holdsUp(String stack) {
        protectBusy();
        boolean isHeldUp = false;
        for (AutoScalingGroup group : all()) {
            if (group.tags().stream().anyMatch(tag -> tag.value().startsWith(stack + "-"))) {
                groups.update(UpdateAutoScalingGroupRequest.builder()
                        .autoScalingGroupName(group.autoScalingGroupName())
                        .minSize(0)
                        .maxSize(0)
                        .build());
                isHeldUp |= !groups.instances(group.autoScalingGroupName()).isEmpty();
            }
        }
        return isHeldUp;
    }

    private Iterable<AutoScalingGroup> all() {
        return groups.describe(DescribeAutoScalingGroupsRequest.builder().build())
                .autoScalingGroups();
    }

    private void protectBusy() {
        for (AutoScalingGroup group : all()) {
            group.instances().stream()
                    .filter(instance -> busy.contains(instance.instanceId()))
                    .forEach(instance -> groups.protect(SetInstanceProtectionRequest.builder()
                            .autoScalingGroupName(group.autoScalingGroupName())
                            .instanceIds(instance.instanceId())
                            .protectedFromScaleIn(true)
                            .build()));
        }
    }

    private <A, B> Function<A, B> answered(Function<A, B> operation) {
        return request -> {
            protectBusy();
            try {
                return operation.apply(request);
            } catch (ScalingGroups.Refused e) {
                throw new AwsError(400, e.code(), e.getMessage());
            }
        };
    }
}
