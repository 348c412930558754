package dev.sluice.deploy.aws;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FakeScalingTest {

    private final FakeScaling scaling = new FakeScaling();

    /**
     * EC2 Auto Scaling User Guide, "Use instance scale-in protection": the desired capacity drops, but "the Auto Scaling group can't
     * terminate the required number of instances until their instance scale in protection settings are disabled".
     */
    @Test
    void anEnvironmentWithABusyWorkerDoesNotEnd() {
        scaling.create("group", "sluice-dev-worker-normal", "i-busy", "i-idle");
        scaling.isBusy("i-busy");

        assertThat(scaling.holdsUp("sluice-dev")).isTrue();
        assertThat(scaling.holdsUp("sluice-dev")).isTrue();

        assertThat(scaling.groups().desired("group")).isZero();
        assertThat(scaling.groups().ended()).containsExactly("i-idle");
    }

    @Test
    void anEnvironmentOfIdleWorkersEnds() {
        scaling.create("group", "sluice-dev-worker-normal", "i-idle");

        assertThat(scaling.holdsUp("sluice-dev")).isFalse();
        assertThat(scaling.holdsUp("sluice-other")).isFalse();
    }
}
