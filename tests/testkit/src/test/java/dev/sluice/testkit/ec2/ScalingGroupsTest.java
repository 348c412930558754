package dev.sluice.testkit.ec2;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Auto Scaling's rules as its documentation has them; each test names the page. */
class ScalingGroupsTest {

    private static final String GROUP = "workers";
    private static final String A = "i-0000000000000000a";
    private static final String B = "i-0000000000000000b";

    private final ScalingGroups groups = new ScalingGroups();

    @BeforeEach
    void twoWorkersOfOneToFour() {
        groups.create(GROUP, 1, 4, Map.of("team", "sluice"), A, B);
    }

    /** User Guide, "Use instance scale-in protection": "its instance scale-in protection setting is lost". */
    @Test
    void protectionIsLostByADetachAndDoesNotComeBackByAnAttach() {
        groups.create("other", 0, 4, Map.of());
        protect(A, true);

        groups.detach(DetachInstancesRequest.builder()
                .autoScalingGroupName(GROUP)
                .instanceIds(A)
                .shouldDecrementDesiredCapacity(true)
                .build());
        assertThat(groups.isProtected(A)).isFalse();
        assertThat(groups.describe(DescribeAutoScalingInstancesRequest.builder()
                                .instanceIds(A)
                                .build())
                        .autoScalingInstances())
                .isEmpty();
        assertThatThrownBy(() -> protect(A, true)).hasMessageContaining("is not part of Auto Scaling group");

        groups.attach(AttachInstancesRequest.builder()
                .autoScalingGroupName("other")
                .instanceIds(A)
                .build());
        assertThat(groups.isProtected(A)).isFalse();
        assertThat(groups.desired(GROUP)).isEqualTo(1);
        assertThat(groups.desired("other")).isEqualTo(1);
        assertThat(groups.ended()).isEmpty();
    }

    /** The same page: "its desired capacity is decremented. However, the Auto Scaling group can't terminate". */
    @Test
    void desiredCapacityDropsThoughAllAreProtectedAndAnInstanceGoesWhenItIsLetGo() {
        protect(A, true);
        protect(B, true);

        groups.scaleIn(GROUP, 1);
        assertThat(groups.desired(GROUP)).isEqualTo(1);
        assertThat(groups.instances(GROUP)).containsExactly(A, B);

        protect(B, false);
        assertThat(groups.instances(GROUP)).containsExactly(A);
        assertThat(groups.ended()).containsExactly(B);
    }

    @Test
    void aScaleInTakesWhatIsNotProtectedAndNeverGoesBelowTheLeast() {
        protect(A, true);

        groups.scaleIn(GROUP, 5);

        assertThat(groups.desired(GROUP)).isEqualTo(1);
        assertThat(groups.instances(GROUP)).containsExactly(A);
    }

    /** The same page: "Instance scale-in protection starts when the instance state is InService". */
    @Test
    void onlyWhatIsInServiceCanBeProtected() {
        groups.lifecycle(A, LifecycleState.PENDING);

        assertThatThrownBy(() -> protect(A, true)).hasMessageContaining("is not in InService");
        assertThat(groups.isProtected(A)).isFalse();
    }

    /** API Reference, SetInstanceProtection: "You can specify up to 50 instances"; AttachInstances and DetachInstances: 20. */
    @Test
    void aCallTakesSoManyIdsAndNoMore() {
        List<String> ids = IntStream.range(0, 51).mapToObj("i-%017x"::formatted).toList();
        groups.create("large", 0, 51, Map.of(), ids.toArray(String[]::new));
        var all = SetInstanceProtectionRequest.builder()
                .autoScalingGroupName("large")
                .protectedFromScaleIn(true)
                .instanceIds(ids);

        assertThatThrownBy(() -> groups.protect(all.build())).hasMessageContaining("more than the 50");
        assertThatThrownBy(() -> groups.describe(DescribeAutoScalingInstancesRequest.builder()
                        .instanceIds(ids)
                        .build()))
                .hasMessageContaining("more than the 50");
        assertThatThrownBy(() -> groups.detach(DetachInstancesRequest.builder()
                        .autoScalingGroupName("large")
                        .shouldDecrementDesiredCapacity(true)
                        .instanceIds(ids.subList(0, 21))
                        .build()))
                .hasMessageContaining("more than the 20");
        groups.protect(all.instanceIds(ids.subList(0, 50)).build());
        assertThat(ids).filteredOn(groups::isProtected).hasSize(50);
    }

    /** The page on protection: it "does not protect" from TerminateInstanceInAutoScalingGroup; its reference: it is replaced. */
    @Test
    void aTerminationByHandMindsNoProtectionAndIsReplacedUnlessLaunchIsSuspended() {
        protect(A, true);
        terminate(A, false);
        assertThat(groups.instances(GROUP)).hasSize(2).contains(B).doesNotContain(A);

        groups.suspend(SuspendProcessesRequest.builder()
                .autoScalingGroupName(GROUP)
                .scalingProcesses("Launch")
                .build());
        groups.instances(GROUP).forEach(instance -> terminate(instance, false));

        assertThat(groups.instances(GROUP)).isEmpty();
        assertThat(groups.desired(GROUP)).isEqualTo(2);
    }

    @Test
    void aTerminationThatLowersTheGroupStopsAtTheLeast() {
        terminate(A, true);

        assertThatThrownBy(() -> terminate(B, true)).hasMessageContaining("min size constraint");
        assertThatThrownBy(() -> terminate(A, false)).hasMessageContaining("Instance Id not found");
    }

    /** User Guide, "Delete your Auto Scaling infrastructure", and DeleteAutoScalingGroup, ForceDelete. */
    @Test
    void aGroupIsDeletedWhenItIsEmptyOrByForceAndProtectionHoldsUpTheFirst() {
        protect(A, true);
        groups.update(UpdateAutoScalingGroupRequest.builder()
                .autoScalingGroupName(GROUP)
                .minSize(0)
                .maxSize(0)
                .build());
        assertThat(groups.desired(GROUP)).isZero();
        assertThat(groups.instances(GROUP)).containsExactly(A);
        var deletion = DeleteAutoScalingGroupRequest.builder().autoScalingGroupName(GROUP);

        assertThatThrownBy(() -> groups.delete(deletion.build())).hasMessageContaining("still in the group");
        groups.delete(deletion.forceDelete(true).build());
        assertThat(groups.ended()).containsExactly(B, A);
    }

    @Test
    void groupsAreFoundByTheirTags() {
        groups.create("other", 0, 1, Map.of("team", "another"));

        assertThat(groups.describe(DescribeAutoScalingGroupsRequest.builder()
                                .filters(Filter.builder()
                                        .name("tag:team")
                                        .values("sluice", "third")
                                        .build())
                                .build())
                        .autoScalingGroups())
                .singleElement()
                .satisfies(group -> assertThat(group.autoScalingGroupName()).isEqualTo(GROUP));
    }

    private void protect(String instance, boolean on) {
        groups.protect(SetInstanceProtectionRequest.builder()
                .autoScalingGroupName(GROUP)
                .instanceIds(instance)
                .protectedFromScaleIn(on)
                .build());
    }

    private void terminate(String instance, boolean lower) {
        groups.terminate(TerminateInstanceInAutoScalingGroupRequest.builder()
                .instanceId(instance)
                .shouldDecrementDesiredCapacity(lower)
                .build());
    }
}
