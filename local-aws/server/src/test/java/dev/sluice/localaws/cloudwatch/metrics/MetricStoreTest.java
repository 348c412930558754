package dev.sluice.localaws.cloudwatch.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.sluice.localaws.cloudwatch.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The bounds of what is kept. */
class MetricStoreTest {

    private final ManualClock clock = new ManualClock("2026-11-22T10:00:00Z");
    private final MetricStore store = new MetricStore(clock, new MetricStore.Bounds(100, 50_000));

    @Test
    void dataGoAfterThreeHoursAndTheirMetricsWithThem() {
        write("old", 1);
        clock.pass(Duration.ofHours(2));
        write("new", 1);
        assertThat(store.metrics()).hasSize(2);

        clock.pass(Duration.ofMinutes(61));

        assertThat(store.metrics()).extracting(MetricId::name).containsExactly("new");
        clock.pass(Duration.ofHours(3));
        assertThat(store.metrics()).isEmpty();
        assertThat(store.weight()).isZero();
    }

    @Test
    void whatIsOlderIsNotEvenTakenIn() {
        store.add(id("m"), "None", now() - 4 * 3_600, 60, samples -> samples.add(1, 1));

        assertThat(store.metrics()).isEmpty();
    }

    @Test
    void ofTooManyMetricsThoseGoThatWereNotWrittenForLongest() {
        for (int i = 0; i < 100; i++) {
            write("m" + i, 1);
        }
        write("m0", 2);

        write("one-more", 1);

        assertThat(store.metrics())
                .hasSize(100)
                .contains(id("m0"), id("one-more"))
                .doesNotContain(id("m1"));
    }

    @Test
    void ofTooManyValuesTheOldestMinutesGo() {
        Random random = new Random(1);
        for (int minute = 0; minute < 60; minute++) {
            for (int i = 0; i < 1_000; i++) {
                write("m", random.nextDouble());
            }
            clock.pass(Duration.ofMinutes(1));
            assertThat(store.weight()).isPositive().isLessThanOrEqualTo(50_000);
        }

        Map<Long, Double> counts =
                store.read(id("m"), null, Statistic.simple("SampleCount"), new Periods(now() - 3_600, now(), 60));
        assertThat(counts)
                .hasSizeBetween(5, 59)
                .containsEntry(now() - 60, 1_000.0)
                .doesNotContainKey(now() - 3_600);
    }

    @Test
    void oneMinuteWithMoreValuesThanAllBoundsIsForgottenAndWritingGoesOn() {
        MetricStore tiny = new MetricStore(clock, new MetricStore.Bounds(100, 100));
        for (int i = 0; i < 1_000; i++) {
            int value = i;
            tiny.add(id("m"), "None", now(), 60, samples -> samples.add(value, 1));
            assertThat(tiny.weight()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void aReplacedValueIsTheOnlySampleOfItsMinute() {
        for (int i = 0; i < 10; i++) {
            store.replace(id("depth"), "Count", i);
        }

        Periods minute = new Periods(now(), now() + 60, 60);
        assertThat(store.read(id("depth"), null, Statistic.named("Sum"), minute))
                .containsEntry(now(), 9.0);
        assertThat(store.read(id("depth"), null, Statistic.named("SampleCount"), minute))
                .containsEntry(now(), 1.0);
    }

    @Test
    void upToAThousandDifferentValuesPercentilesAreExact() {
        Distribution samples = new Distribution();
        for (int i = 1_000; i > 0; i--) {
            samples.add(i, 1);
        }

        assertThat(samples.percentile(0)).isEqualTo(1);
        assertThat(samples.percentile(50)).isEqualTo(500);
        assertThat(samples.percentile(99.9)).isEqualTo(999);
        assertThat(samples.percentile(100)).isEqualTo(1_000);
    }

    @Test
    void beyondThatManyDifferentValuesPercentilesAreNearAndTheRestIsExact() {
        Distribution samples = new Distribution();
        Random random = new Random(1);
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            double value = random.nextInt(1, 1_000_001);
            sum += value;
            samples.add(value, 1);
        }

        assertThat(samples.weight()).isLessThanOrEqualTo(2 * CountedValues.MAX_VALUES);
        assertThat(samples.sampleCount()).isEqualTo(100_000);
        assertThat(samples.sum()).isEqualTo(sum);
        for (double percent : new double[] {10, 50, 90, 99}) {
            assertThat(samples.percentile(percent)).isCloseTo(percent * 10_000, within(20_000.0));
        }
    }

    private void write(String name, double value) {
        store.add(id(name), "None", now(), 60, samples -> samples.add(value, 1));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static MetricId id(String name) {
        return new MetricId("Test", name, Map.of());
    }
}
