package dev.sluice.dashboard.fleet;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the fleet did in the last minute. Of what nobody has measured there is no number ({@code NaN}), and none of a sum
 * is 0.
 *
 * @param silence how long ago the newest sample is, empty when there is none at all
 * @param workerSilence how long ago a worker has told anything, empty when none has in that minute
 * @param accepted jobs per second, as are the next two
 * @param received messages that workers have received in the last ten to twenty seconds
 * @param drained the queues from which workers receive
 * @param leasesLost in that minute
 * @param oldest the queue whose messages wait the longest, {@code null} if no queue's are measured
 * @param age seconds that they wait
 * @param waitTime seconds, the 95th percentile of the time in the queue
 * @param slowest the job type whose handler takes the longest, {@code null} if none has run
 * @param handlerTime seconds, the 95th percentile of that handler's time
 * @param utilisation share of the slots in use, 0 to 1
 */
public record Fleet(
        Optional<Duration> silence,
        Optional<Duration> workerSilence,
        double accepted,
        double completed,
        double retried,
        double received,
        Set<String> drained,
        double leasesLost,
        String oldest,
        double age,
        double waitTime,
        String slowest,
        double handlerTime,
        double utilisation) {

    /** Whether a worker has told something within that time. */
    boolean worksWithin(Duration time) {
        return workerSilence.filter(silent -> silent.compareTo(time) <= 0).isPresent();
    }
}
