package dev.sluice.runtime.cloudwatch;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SamplesTest {

    private final Samples samples = new Samples();

    @Test
    void tellsEachValueWithHowOftenItCame() {
        samples.add(5);
        samples.add(7);
        samples.add(5);

        assertThat(samples.take()).isEqualTo(new Samples.Taken(List.of(5.0, 7.0), List.of(2.0, 1.0)));
    }

    @Test
    void tellsEachSampleOnce() {
        samples.add(5);
        samples.take();
        samples.add(6);

        assertThat(samples.take().values()).containsExactly(6.0);
        assertThat(samples.take().values()).isEmpty();
    }

    @Test
    void fitsAnyDistributionIntoOneDatumWithItsCountAndAboutItsSum() {
        Random random = new Random(1);
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            long value = (long) Math.exp(random.nextDouble() * 30);
            samples.add(value);
            sum += value;
        }

        Samples.Taken taken = samples.take();

        assertThat(taken.values()).hasSizeLessThanOrEqualTo(Samples.MOST_VALUES).isSorted();
        assertThat(taken.counts().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(100_000);
        double told = 0;
        for (int i = 0; i < taken.values().size(); i++) {
            told += taken.values().get(i) * taken.counts().get(i);
        }
        assertThat(told).isCloseTo(sum, within(sum / 100));
    }
}
