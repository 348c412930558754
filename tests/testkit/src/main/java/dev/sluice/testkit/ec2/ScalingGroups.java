package dev.sluice.testkit.ec2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesResponse;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityRequest;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityResponse;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionResponse;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesResponse;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupResponse;

/**
 * Auto Scaling's rules for groups, their sizes, and the ends of their instances; whoever speaks HTTP stands in front of it. The
 * rules are those of the Amazon EC2 Auto Scaling User Guide ("Use instance scale-in protection", "Suspend and resume processes",
 * "Detach or attach instances", "Delete your Auto Scaling infrastructure") and of its API Reference. What a group decides it
 * does at once: an instance that is launched is in service, and one that is terminated is gone.
 */
public final class ScalingGroups {

    /** SetInstanceProtection and DescribeAutoScalingInstances. */
    private static final int MOST_IDS = 50;
    /** AttachInstances and DetachInstances. */
    private static final int MOST_IDS_TO_MOVE = 20;

    private static final Set<String> PROCESSES = Set.of(
            "Launch",
            "Terminate",
            "AddToLoadBalancer",
            "AlarmNotification",
            "AZRebalance",
            "HealthCheck",
            "InstanceRefresh",
            "ReplaceUnhealthy",
            "ScheduledActions");

    /** What Auto Scaling answers instead of a result. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private Refused(String message) {
            super(message);
        }

        /** As the API has it, such as {@code ValidationError}; the status is 400. */
        public String code() {
            return "ValidationError";
        }
    }

    private static final class Group {

        private final String name;
        private final Map<String, String> tags;
        private final Set<String> suspended = new TreeSet<>();
        private final Map<String, Member> members = new LinkedHashMap<>();
        private int least;
        private int most;
        private int desired;

        private Group(String name, int least, int most, Map<String, String> tags) {
            this.name = name;
            this.least = least;
            this.most = most;
            this.tags = tags;
        }
    }

    private static final class Member {

        private LifecycleState state = LifecycleState.IN_SERVICE;
        private boolean isProtected;
    }

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<String> ended = new ArrayList<>();
    private int launched;

    /** Makes a group of instances that are in service and not protected; its desired capacity is their number. */
    public synchronized void create(String group, int least, int most, Map<String, String> tags, String... instances) {
        Group made = new Group(group, least, most, tags);
        made.desired = instances.length;
        for (String instance : instances) {
            made.members.put(instance, new Member());
        }
        groups.put(group, made);
    }

    /** Where the instance's life in its group has come to. */
    public synchronized void lifecycle(String instance, LifecycleState now) {
        memberOf(groupOf(instance), instance).state = now;
    }

    /** Whether the instance is in a group, and protected there. */
    public synchronized boolean isProtected(String instance) {
        return groups.values().stream()
                .anyMatch(group -> group.members.containsKey(instance) && group.members.get(instance).isProtected);
    }

    /** The instances in a group, in the order in which they came. */
    public synchronized List<String> instances(String group) {
        return List.copyOf(existing(group).members.keySet());
    }

    public synchronized int desired(String group) {
        return existing(group).desired;
    }

    /** The instances that were terminated, in that order. */
    public synchronized List<String> ended() {
        return List.copyOf(ended);
    }

    public synchronized DescribeAutoScalingInstancesResponse describe(DescribeAutoScalingInstancesRequest request) {
        atMost(MOST_IDS, request.instanceIds());
        List<AutoScalingInstanceDetails> details = new ArrayList<>();
        groups.values()
                .forEach(group -> group.members.forEach((id, member) -> {
                    if (request.instanceIds().isEmpty() || request.instanceIds().contains(id)) {
                        details.add(AutoScalingInstanceDetails.builder()
                                .instanceId(id)
                                .autoScalingGroupName(group.name)
                                .availabilityZone("eu-central-1a")
                                .lifecycleState(member.state.toString())
                                .healthStatus("HEALTHY")
                                .protectedFromScaleIn(member.isProtected)
                                .build());
                    }
                }));
        return DescribeAutoScalingInstancesResponse.builder()
                .autoScalingInstances(details)
                .build();
    }

    /** Knows the filters {@code tag:KEY}. */
    public synchronized DescribeAutoScalingGroupsResponse describe(DescribeAutoScalingGroupsRequest request) {
        Stream<Group> found = groups.values().stream()
                .filter(group -> request.autoScalingGroupNames().isEmpty()
                        || request.autoScalingGroupNames().contains(group.name))
                .filter(group -> request.filters().stream().allMatch(filter -> hasTag(group, filter)));
        return DescribeAutoScalingGroupsResponse.builder()
                .autoScalingGroups(found.map(ScalingGroups::described).toList())
                .build();
    }

    private static boolean hasTag(Group group, Filter filter) {
        if (!filter.name().startsWith("tag:")) {
            throw new Refused("The stand-in has no filter " + filter.name());
        }
        return filter.values().contains(group.tags.get(filter.name().substring("tag:".length())));
    }

    private static AutoScalingGroup described(Group group) {
        return AutoScalingGroup.builder()
                .autoScalingGroupName(group.name)
                .minSize(group.least)
                .maxSize(group.most)
                .desiredCapacity(group.desired)
                .instances(group.members.entrySet().stream()
                        .map(member -> Instance.builder()
                                .instanceId(member.getKey())
                                .lifecycleState(member.getValue().state)
                                .healthStatus("Healthy")
                                .protectedFromScaleIn(member.getValue().isProtected)
                                .build())
                        .toList())
                .suspendedProcesses(group.suspended.stream()
                        .map(name ->
                                SuspendedProcess.builder().processName(name).build())
                        .toList())
                .tags(group.tags.entrySet().stream()
                        .map(tag -> TagDescription.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .resourceId(group.name)
                                .resourceType("auto-scaling-group")
                                .build())
                        .toList())
                .build();
    }

    /** All of them or none. Only what is in service can be protected; and what is let go may be what a scale-in waits for. */
    public synchronized SetInstanceProtectionResponse protect(SetInstanceProtectionRequest request) {
        atMost(MOST_IDS, request.instanceIds());
        Group group = existing(request.autoScalingGroupName());
        if (request.protectedFromScaleIn() == null) {
            throw new Refused("ProtectedFromScaleIn is missing");
        }
        for (String instance : request.instanceIds()) {
            if (memberOf(group, instance).state != LifecycleState.IN_SERVICE) {
                throw new Refused("The instance " + instance + " is not in InService");
            }
        }
        request.instanceIds().forEach(id -> group.members.get(id).isProtected = request.protectedFromScaleIn());
        settle(group);
        return SetInstanceProtectionResponse.builder().build();
    }

    /** The instances live on, in no group; protection from scale-in is lost. */
    public synchronized DetachInstancesResponse detach(DetachInstancesRequest request) {
        atMost(MOST_IDS_TO_MOVE, request.instanceIds());
        Group group = existing(request.autoScalingGroupName());
        request.instanceIds().forEach(instance -> memberOf(group, instance));
        if (request.shouldDecrementDesiredCapacity()) {
            lower(group, request.instanceIds().size());
        }
        group.members.keySet().removeAll(request.instanceIds());
        settle(group);
        return DetachInstancesResponse.builder().build();
    }

    /** Instances that are in no group; each has the group's own setting of protection, which is off here. */
    public synchronized AttachInstancesResponse attach(AttachInstancesRequest request) {
        atMost(MOST_IDS_TO_MOVE, request.instanceIds());
        Group group = existing(request.autoScalingGroupName());
        for (String instance : request.instanceIds()) {
            if (groups.values().stream().anyMatch(other -> other.members.containsKey(instance))) {
                throw new Refused("The instance " + instance + " is already part of an AutoScalingGroup");
            }
        }
        int after = group.desired + request.instanceIds().size();
        if (after > group.most) {
            throw new Refused("AutoScalingGroup " + group.name + " has max-size=" + group.most
                    + ". You cannot attach instances that would make it " + after);
        }
        request.instanceIds().forEach(instance -> group.members.put(instance, new Member()));
        group.desired = after;
        return AttachInstancesResponse.builder().build();
    }

    /** The desired capacity follows where a limit asks for it, or is set; then it is brought about, as far as protection lets it. */
    public synchronized UpdateAutoScalingGroupResponse update(UpdateAutoScalingGroupRequest request) {
        Group group = existing(request.autoScalingGroupName());
        int least = request.minSize() == null ? group.least : request.minSize();
        int most = request.maxSize() == null ? group.most : request.maxSize();
        int desired = request.desiredCapacity() == null
                ? Math.clamp(group.desired, least, Math.max(least, most))
                : request.desiredCapacity();
        if (least > most || desired < least || desired > most) {
            throw new Refused("Desired capacity:" + desired + " must be between the specified min size:" + least
                    + " and max size:" + most);
        }
        group.least = least;
        group.most = most;
        group.desired = desired;
        settle(group);
        return UpdateAutoScalingGroupResponse.builder().build();
    }

    /**
     * A policy's scale-in. The desired capacity drops whether or not an instance may go for it.
     *
     * @param instances how many less; never below the least
     */
    public synchronized void scaleIn(String group, int instances) {
        Group scaled = existing(group);
        scaled.desired = Math.max(scaled.least, scaled.desired - instances);
        settle(scaled);
    }

    public synchronized SuspendProcessesResponse suspend(SuspendProcessesRequest request) {
        Group group = existing(request.autoScalingGroupName());
        Collection<String> processes = request.scalingProcesses().isEmpty() ? PROCESSES : request.scalingProcesses();
        if (!PROCESSES.containsAll(processes)) {
            throw new Refused("Unknown processes among " + processes);
        }
        group.suspended.addAll(processes);
        return SuspendProcessesResponse.builder().build();
    }

    /** What is missing by then is launched. */
    public synchronized ResumeProcessesResponse resume(ResumeProcessesRequest request) {
        Group group = existing(request.autoScalingGroupName());
        if (request.scalingProcesses().isEmpty()) {
            group.suspended.clear();
        } else {
            group.suspended.removeAll(request.scalingProcesses());
        }
        settle(group);
        return ResumeProcessesResponse.builder().build();
    }

    /** Within the group's limits; what it brings about is as far as protection lets it. */
    public synchronized SetDesiredCapacityResponse setDesired(SetDesiredCapacityRequest request) {
        Group group = existing(request.autoScalingGroupName());
        if (request.desiredCapacity() < group.least || request.desiredCapacity() > group.most) {
            throw new Refused("New SetDesiredCapacity value " + request.desiredCapacity() + " is not between "
                    + group.least + " and " + group.most + " for the AutoScalingGroup.");
        }
        group.desired = request.desiredCapacity();
        settle(group);
        return SetDesiredCapacityResponse.builder().build();
    }

    /** Protection from scale-in is none from this; without the decrement, another instance is launched. */
    public synchronized TerminateInstanceInAutoScalingGroupResponse terminate(
            TerminateInstanceInAutoScalingGroupRequest request) {
        Group group = groups.values().stream()
                .filter(other -> other.members.containsKey(request.instanceId()))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        "Instance Id not found - No managed instance found for instance ID " + request.instanceId()));
        if (request.shouldDecrementDesiredCapacity()) {
            lower(group, 1);
        }
        end(group, request.instanceId());
        settle(group);
        return TerminateInstanceInAutoScalingGroupResponse.builder()
                .activity(Activity.builder()
                        .activityId("1")
                        .autoScalingGroupName(group.name)
                        .cause("a user request")
                        .statusCode("InProgress")
                        .build())
                .build();
    }

    /** Only by force while there are instances; those go with it, protected or not. */
    public synchronized DeleteAutoScalingGroupResponse delete(DeleteAutoScalingGroupRequest request) {
        Group group = existing(request.autoScalingGroupName());
        if (!group.members.isEmpty() && !Boolean.TRUE.equals(request.forceDelete())) {
            throw new Refused("You cannot delete an AutoScalingGroup while there are instances or pending Spot "
                    + "instance request(s) still in the group.");
        }
        ended.addAll(group.members.keySet());
        groups.remove(group.name);
        return DeleteAutoScalingGroupResponse.builder().build();
    }

    /** The group is without those instances from now on, and nothing comes for them. */
    private static void lower(Group group, int instances) {
        if (group.desired - instances < group.least) {
            throw new Refused(
                    "Currently, desiredSize equals minSize (" + group.least + "). Terminating instance without"
                            + " replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity"
                            + " flag to false or lower group's min size.");
        }
        group.desired -= instances;
    }

    /** As many instances as are desired, as far as processes run and protection lets them. */
    private void settle(Group group) {
        while (group.members.size() < group.desired && !group.suspended.contains("Launch")) {
            launched++;
            group.members.put("i-%017x".formatted(launched), new Member());
        }
        while (group.members.size() > group.desired && !group.suspended.contains("Terminate")) {
            String victim = group.members.entrySet().stream()
                    .filter(member -> !member.getValue().isProtected)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
            if (victim == null) {
                // "Could not scale to desired capacity because all remaining instances are protected from scale in."
                return;
            }
            end(group, victim);
        }
    }

    private void end(Group group, String instance) {
        group.members.remove(instance);
        ended.add(instance);
    }

    private Group existing(String name) {
        Group group = groups.get(name);
        if (group == null) {
            throw new Refused("AutoScalingGroup name not found - no such group: " + name);
        }
        return group;
    }

    private Group groupOf(String instance) {
        return groups.values().stream()
                .filter(group -> group.members.containsKey(instance))
                .findFirst()
                .orElseThrow(() -> new Refused("The instance " + instance + " is not part of a group"));
    }

    private static Member memberOf(Group group, String instance) {
        Member member = group.members.get(instance);
        if (member == null) {
            throw new Refused("The instance " + instance + " is not part of Auto Scaling group " + group.name + ".");
        }
        return member;
    }

    private static void atMost(int most, List<String> ids) {
        if (ids.size() > most) {
            throw new Refused(ids.size() + " instance ids are more than the " + most + " that one call may have");
        }
    }
}
