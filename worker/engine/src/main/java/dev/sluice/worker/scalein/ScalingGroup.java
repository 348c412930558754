package dev.sluice.worker.scalein;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import software.amazon.awssdk.services.autoscaling.AutoScalingAsyncClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/**
 * The Auto Scaling group of this instance, which finds it by itself; each method blocks until it is answered or too late. It may
 * be another one tomorrow: an immutable update of Elastic Beanstalk launches instances in a temporary group, and transfers them.
 */
final class ScalingGroup implements AutoCloseable {

    private final AutoScalingAsyncClient client;
    private final String instance;
    /** Null until it is found, and again once it is in doubt. */
    private String name;

    /** @param client has a time limit for each call */
    ScalingGroup(AutoScalingAsyncClient client, String instance) {
        this.client = client;
        this.instance = instance;
    }

    boolean isFound() {
        return name != null;
    }

    /**
     * Finds the group, and tells whether the instance is protected now: an earlier process here may have left it so, and a
     * transfer may have taken it away. If that fails, the group is not found.
     *
     * @throws NotInServiceException when the instance is in none, or not in service there, where nothing can protect it
     * @throws ExecutionException when Auto Scaling does not answer, or refuses
     */
    boolean find() throws InterruptedException, ExecutionException {
        forget();
        AutoScalingInstanceDetails details =
                get(client.describeAutoScalingInstances(r -> r.instanceIds(instance))).autoScalingInstances().stream()
                        .findFirst()
                        .orElseThrow(() -> new NotInServiceException(instance + " is in no Auto Scaling group"));
        if (!LifecycleState.IN_SERVICE.toString().equals(details.lifecycleState())) {
            throw new NotInServiceException(
                    instance + " is " + details.lifecycleState() + " in " + details.autoScalingGroupName());
        }
        name = details.autoScalingGroupName();
        return Boolean.TRUE.equals(details.protectedFromScaleIn());
    }

    /** Is to be found again: the instance may have come into another one. */
    void forget() {
        name = null;
    }

    /**
     * Protects the instance, or lifts that.
     *
     * @throws ExecutionException when Auto Scaling does not answer, or refuses, as it does when the instance is on its way out,
     *     or is in another group by now
     */
    void protect(boolean protect) throws InterruptedException, ExecutionException {
        get(client.setInstanceProtection(
                r -> r.autoScalingGroupName(name).instanceIds(instance).protectedFromScaleIn(protect)));
    }

    @Override
    public void close() {
        client.close();
    }

    private static <T> T get(CompletableFuture<T> answer) throws InterruptedException, ExecutionException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }
}
