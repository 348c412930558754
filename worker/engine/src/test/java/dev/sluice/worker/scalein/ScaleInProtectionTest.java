package dev.sluice.worker.scalein;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

import dev.sluice.testkit.ec2.LocalAutoScaling;
import dev.sluice.testkit.ec2.LocalInstanceMetadata;
import dev.sluice.worker.Configs;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/** A process on an instance, seen from Auto Scaling. */
class ScaleInProtectionTest {

    private static final String INSTANCE = "i-0123456789abcdef0";
    private static final String GROUP = "awseb-e-worker-immutable-stack";
    private static final String FINAL_GROUP = "awseb-e-worker-stack";
    private static final Duration LONG = Duration.ofHours(1);
    private static final ProtectionTimings QUICK = pace(Duration.ofSeconds(2), Duration.ofMillis(50));
    private static final ProtectionTimings WITHOUT_CHECKS = pace(Duration.ofSeconds(2), LONG);

    private final LocalInstanceMetadata metadata = LocalInstanceMetadata.of(INSTANCE, "eu-central-1");
    private final LocalAutoScaling autoScaling = LocalAutoScaling.of(INSTANCE, GROUP);
    private final Map<String, String> properties = Map.ofEntries(
            entry("aws.ec2MetadataServiceEndpoint", metadata.endpoint().toString()),
            entry("aws.accessKeyId", "test"),
            entry("aws.secretAccessKey", "test"));

    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private ScaleInProtection protection;

    @BeforeEach
    void beOnAnInstance() {
        properties.forEach(System::setProperty);
    }

    @AfterEach
    void end() {
        autoScaling.mend();
        if (protection != null) {
            protection.close();
        }
        properties.keySet().forEach(System::clearProperty);
        autoScaling.close();
        metadata.close();
    }

    @Test
    void aBusyProcessProtectsItsInstanceAndACalmOneGivesItUp() {
        start(Duration.ZERO, Duration.ZERO);
        busy.set(true);
        await().until(autoScaling::isProtected);

        busy.set(false);
        await().until(() -> !autoScaling.isProtected());

        assertThat(autoScaling.changes()).containsExactly(true, false);
        assertThat(metadata.refused()).as("requests without a token").isZero();
    }

    @Test
    void oneRequestDoesForAsLongAsItIsBusy() {
        busy.set(true);
        start(Duration.ZERO, Duration.ZERO, WITHOUT_CHECKS);
        await().until(autoScaling::isProtected);

        awaitLooks(20);

        assertThat(autoScaling.requests())
                .as("to find the group, and to protect")
                .isEqualTo(2);
    }

    @Test
    void doesNotChangeTheProtectionTwiceWithinTheMinimumInterval() {
        busy.set(true);
        start(Duration.ZERO, LONG);
        await().until(autoScaling::isProtected);
        busy.set(false);

        awaitLooks(20);

        assertThat(autoScaling.changes()).containsExactly(true);
    }

    @Test
    void keepsTheProtectionThroughAShortCalm() {
        busy.set(true);
        start(LONG, Duration.ZERO);
        await().until(autoScaling::isProtected);
        busy.set(false);

        awaitLooks(20);

        assertThat(autoScaling.changes()).containsExactly(true);
    }

    @ParameterizedTest
    @CsvSource({"400, Throttling", "403, AccessDenied", "500, InternalFailure", "503, ServiceUnavailable"})
    void triesAgainUntilAutoScalingDoesIt(int status, String code) {
        autoScaling.failWith(status, code);
        busy.set(true);
        start(Duration.ZERO, Duration.ZERO);
        await().until(() -> autoScaling.requests() > 2);

        autoScaling.mend();

        await().until(autoScaling::isProtected);
    }

    @Test
    void triesAgainWhenAutoScalingHasNotAnswered() {
        busy.set(true);
        start(Duration.ZERO, Duration.ZERO, pace(Duration.ofMillis(500), LONG));
        // From its first change on it knows the group, which a silent Auto Scaling would not tell.
        await().until(autoScaling::isProtected);
        autoScaling.fallSilent();
        busy.set(false);
        // The first try has had its effect, but nobody knows.
        await().until(() -> Collections.frequency(autoScaling.changes(), false) >= 2);
        autoScaling.mend();
        busy.set(true);

        await().until(autoScaling::isProtected);
    }

    @Test
    void goesOnLookingAfterALookThatHasFailed() {
        var fails = new AtomicBoolean(true);
        protection = ScaleInProtection.start(
                config(true, Duration.ZERO, Duration.ZERO),
                () -> {
                    if (fails.getAndSet(false)) {
                        throw new ArithmeticException("made up");
                    }
                    return true;
                },
                QUICK);

        await().until(autoScaling::isProtected);
    }

    @Test
    void aCoolDownAndAnIntervalMayBeLongerThanNanosecondsCanSay() {
        busy.set(true);
        start(Duration.ofDays(1_000_000), Duration.ofDays(1_000_000));

        await().until(autoScaling::isProtected);
    }

    @Test
    void anInstanceThatIsNotYetInServiceIsProtectedOnceItIs() {
        autoScaling.lifecycle(LifecycleState.PENDING);
        busy.set(true);
        start(Duration.ZERO, Duration.ZERO);
        await().until(() -> autoScaling.requests() > 2);
        assertThat(autoScaling.isProtected()).isFalse();

        autoScaling.lifecycle(LifecycleState.IN_SERVICE);

        await().until(autoScaling::isProtected);
    }

    @Test
    void anInstanceThatComesIntoAGroupLaterIsProtectedFromThenOn() {
        autoScaling.detach();
        busy.set(true);
        start(Duration.ZERO, Duration.ZERO);
        await().until(() -> autoScaling.requests() > 1);

        autoScaling.attach(GROUP);

        await().until(autoScaling::isProtected);
    }

    /** Elastic Beanstalk, "Immutable environment updates": instances are launched in a temporary group and then transferred. */
    @Test
    void aWorkerThatStartedInATemporaryGroupProtectsItselfInTheOneThatItWasTransferredTo() {
        start(Duration.ZERO, Duration.ZERO);
        await().until(() -> autoScaling.requests() > 0);
        awaitLooks(2);
        autoScaling.transfer(FINAL_GROUP);

        busy.set(true);

        await().until(autoScaling::isProtected);
    }

    /** EC2 Auto Scaling, "Use instance scale-in protection": a detach loses it. Nobody tells the worker. */
    @Test
    void whatATransferHasTakenFromABusyWorkerItTakesBack() {
        busy.set(true);
        start(Duration.ZERO, Duration.ZERO);
        await().until(autoScaling::isProtected);

        autoScaling.transfer(FINAL_GROUP);
        assertThat(autoScaling.isProtected()).isFalse();

        await().until(autoScaling::isProtected);
        busy.set(false);
        await().until(() -> !autoScaling.isProtected());
    }

    @Test
    void aBusyWorkerBetweenTwoGroupsIsProtectedInTheNext() {
        busy.set(true);
        start(Duration.ZERO, Duration.ZERO);
        await().until(autoScaling::isProtected);
        autoScaling.detach();
        int before = autoScaling.requests();
        await().until(() -> autoScaling.requests() > before + 1);

        autoScaling.attach(FINAL_GROUP);

        await().until(autoScaling::isProtected);
    }

    @Test
    void whatAnEarlierProcessHasLeftProtectedIsGivenUpAfterACoolDown() {
        autoScaling.isProtected(true);

        start(Duration.ZERO, Duration.ZERO);

        await().until(() -> !autoScaling.isProtected());
    }

    @Test
    void atTheOrderToStopTheProtectionGoesWithTheLastJob() {
        busy.set(true);
        start(LONG, LONG);
        await().until(autoScaling::isProtected);
        protection.stop();
        awaitLooks(20);
        assertThat(autoScaling.isProtected()).isTrue();

        busy.set(false);

        await().until(() -> !autoScaling.isProtected());
    }

    @Test
    void atTheEndTheProtectionGoesWhateverIsStillInWork() {
        busy.set(true);
        start(LONG, LONG);
        await().until(autoScaling::isProtected);

        protection.close();

        await().until(() -> !autoScaling.isProtected());
        assertThat(protection.isOff()).isTrue();
    }

    @Test
    void theEndDoesNotWaitForAnAutoScalingThatIsSilent() {
        busy.set(true);
        start(LONG, Duration.ZERO);
        await().until(autoScaling::isProtected);
        autoScaling.fallSilent();

        protection.close();

        assertThat(protection.isOff()).isTrue();
    }

    @Test
    void whereNoMetadataServiceAnswersThereIsNothingToDo() {
        metadata.fallSilent();
        busy.set(true);
        start(Duration.ZERO, Duration.ZERO);

        await().until(protection::isOff);

        assertThat(autoScaling.requests()).isZero();
        assertThat(looks).hasValue(0);
    }

    @Test
    void findsAnInstanceWhoseMetadataServiceIsLate() {
        metadata.fallSilent();
        busy.set(true);
        start(Duration.ZERO, Duration.ZERO);
        await().until(() -> metadata.requests() > 1);

        metadata.mend();

        await().until(autoScaling::isProtected);
    }

    @Test
    void whereNothingListensAtTheMetadataServicesAddressThereIsNothingToDo() {
        metadata.close();
        start(Duration.ZERO, Duration.ZERO);

        await().until(protection::isOff);
    }

    @Test
    void whereTheMetadataServiceIsSwitchedOffItIsNotAsked() {
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            start(Duration.ZERO, Duration.ZERO);

            await().until(protection::isOff);
            assertThat(metadata.requests()).isZero();
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    @Test
    void canBeSwitchedOff() {
        protection = ScaleInProtection.start(config(false, Duration.ZERO, Duration.ZERO), busy::get);

        assertThat(protection.isOff()).isTrue();
        assertThat(metadata.requests()).isZero();
    }

    private void start(Duration calm, Duration interval) {
        start(calm, interval, QUICK);
    }

    private void start(Duration calm, Duration interval, ProtectionTimings pace) {
        protection = ScaleInProtection.start(
                config(true, calm, interval),
                () -> {
                    looks.incrementAndGet();
                    return busy.get();
                },
                pace);
    }

    /** So many more times somebody has looked; all that follows from the last but one has happened. */
    private void awaitLooks(int more) {
        int before = looks.get();
        await().until(() -> looks.get() > before + more);
    }

    /** @param call the time limit of one request */
    private static ProtectionTimings pace(Duration call, Duration check) {
        return new ProtectionTimings(
                Duration.ofMillis(5), call, check, BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(20)));
    }

    private ScaleInProtectionConfig config(boolean enabled, Duration calm, Duration interval) {
        URI endpoint = autoScaling.endpoint();
        return Configs.of(
                ScaleInProtectionConfig.class,
                "busy-after",
                "PT0S",
                "enabled",
                Boolean.toString(enabled),
                "cool-down",
                calm.toString(),
                "min-interval",
                interval.toString(),
                "endpoint-override",
                endpoint.toString());
    }

    /** Long enough for a machine that has other things to do. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
