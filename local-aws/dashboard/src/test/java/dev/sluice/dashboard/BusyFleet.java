package dev.sluice.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

import dev.sluice.dashboard.meter.SluiceMeter;

/** What two services would write of some busy minutes, with a rush in the middle. Always the same. */
final class BusyFleet {

    private static final int STEP = 5;

    private final FleetData data;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(4);

    BusyFleet(FleetData data) {
        this.data = data;
    }

    void work(Instant from, Instant to) {
        for (Instant time = from; time.isBefore(to); time = time.plusSeconds(STEP)) {
            double gone = (double) Duration.between(from, time).toSeconds()
                    / Duration.between(from, to).toSeconds();
            double rush = Math.exp(-Math.pow((gone - 0.45) / 0.13, 2));
            double echo = Math.exp(-Math.pow((gone - 0.52) / 0.16, 2));
            producer(rush);
            worker(rush, echo);
            data.at(time);
        }
    }

    private void producer(double rush) {
        data.counter(SluiceMeter.ACCEPTED, jobs(18 + 55 * rush), "webhook")
                .counter(SluiceMeter.ACCEPTED, jobs(6 + 6 * rush), "checksum")
                .timer(SluiceMeter.PUBLISH_TIME, times(0.012, 0.3), "jobs-normal")
                .timer(SluiceMeter.PUBLISH_TIME, times(0.009, 0.3), "jobs-high")
                .counter(SluiceMeter.REFUSED, random.nextInt(2));
    }

    private void worker(double rush, double echo) {
        data.counter(SluiceMeter.RECEIVED, jobs(18 + 46 * echo), "jobs-normal")
                .counter(SluiceMeter.RECEIVED, jobs(6 + 6 * rush), "jobs-high")
                .gauge(SluiceMeter.BACKLOG_AGE, 0.1 + 9 * echo * noise(), "jobs-normal")
                .gauge(SluiceMeter.BACKLOG_AGE, 0.05 + 0.6 * echo * noise(), "jobs-high")
                .timer(SluiceMeter.WAIT_TIME, times(0.05 + 8 * echo, 0.25), "jobs-normal")
                .timer(SluiceMeter.WAIT_TIME, times(0.03 + 0.5 * echo, 0.25), "jobs-high")
                .counter(SluiceMeter.COMPLETED, jobs(15 + 36 * echo), "webhook")
                .counter(SluiceMeter.COMPLETED, jobs(8 + 9 * echo), "checksum")
                .counter(SluiceMeter.RETRIED, jobs(0.8 + 5 * echo), "webhook")
                .counter(SluiceMeter.REJECTED, 0, "webhook")
                .timer(SluiceMeter.HANDLER_TIME, times(0.18 + 0.3 * echo, 0.5), "webhook")
                .timer(SluiceMeter.HANDLER_TIME, times(0.06, 0.5), "checksum")
                .timer(SluiceMeter.TOTAL_TIME, times(0.3 + 8 * echo, 0.4), "webhook")
                .timer(SluiceMeter.TOTAL_TIME, times(0.15 + 6 * echo, 0.4), "checksum")
                .counter(SluiceMeter.LEASES_LOST, 0, "jobs-normal")
                .counter(SluiceMeter.DUPLICATE, random.nextInt(12) == 0 ? 1 : 0, "jobs-normal")
                .counter(SluiceMeter.SQS_REQUESTS, jobs(4 + 8 * echo), "jobs-normal", "ReceiveMessage")
                .counter(SluiceMeter.SQS_REQUESTS, jobs(3 + 6 * echo), "jobs-normal", "DeleteMessageBatch")
                .worker(Math.min(0.97, 0.22 + 0.74 * echo * noise()));
    }

    private double jobs(double perSecond) {
        return Math.round(STEP * perSecond * noise());
    }

    /** Times around that one, with the long tail that times have. */
    private double[] times(double typical, double spread) {
        return IntStream.range(0, 40)
                .mapToDouble(i -> typical * Math.exp(spread * random.nextGaussian()))
                .toArray();
    }

    private double noise() {
        return 1 + 0.06 * random.nextGaussian();
    }
}
