package dev.sluice.worker.job;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.job.JobsConfig.TypeConfig;

/**
 * What holds for the jobs of one type.
 *
 * @param concurrency how many may run at once in one worker
 * @param rate how many may start in a period in one worker, if that is bounded
 * @param timeLimit how long one may take, at most 12 hours: no lease lasts longer
 * @param retryInitialDelay the upper bound of the delay after the first try
 * @param retryMaxDelay the upper bound of any delay; the first one's is no higher
 */
public record JobRules(
        int concurrency, Optional<Rate> rate, Duration timeLimit, Duration retryInitialDelay, Duration retryMaxDelay) {

    /** SQS hides a message for no longer. */
    private static final Duration LONGEST_LEASE = Duration.ofHours(12);

    public JobRules {
        if (concurrency < 1) {
            throw new IllegalArgumentException("sluice.consumer: a concurrency must be at least 1");
        }
        if (!timeLimit.isPositive() || retryInitialDelay.isNegative() || retryMaxDelay.isNegative()) {
            throw new IllegalArgumentException(
                    "sluice.consumer: a time limit must be positive, the bounds of a retry's delay must not be negative");
        }
        timeLimit = shorter(timeLimit, LONGEST_LEASE);
        retryMaxDelay = shorter(retryMaxDelay, LONGEST_LEASE);
        retryInitialDelay = shorter(retryInitialDelay, retryMaxDelay);
    }

    /**
     * What the configuration says of the type, or else of all.
     *
     * @param types how many types the worker handles
     */
    static JobRules of(String type, int types, JobsConfig config) {
        Optional<TypeConfig> own = Optional.ofNullable(config.types().get(type));
        return new JobRules(
                own.map(TypeConfig::concurrency)
                        .orElse(OptionalInt.empty())
                        .orElse(types == 1 ? config.concurrency() : share(config.concurrency())),
                own.flatMap(TypeConfig::rate),
                own.flatMap(TypeConfig::timeLimit).orElse(config.timeLimit()),
                own.flatMap(TypeConfig::retryInitialDelay).orElse(config.retry().initialDelay()),
                own.flatMap(TypeConfig::retryMaxDelay).orElse(config.retry().maxDelay()));
    }

    /** Four fifths, rounded up, but never all of several: one slow type leaves something to the others. */
    private static int share(int slots) {
        long fourFifths = (slots * 4L + 4) / 5;
        return (int) Math.max(1, Math.min(fourFifths, slots - 1L));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** How long a job waits for its next try after such an outcome. */
    public Duration retryDelay(Outcome.Retry retry, int attempt) {
        return retry.delay().orElseGet(() -> longer(retryDelay(attempt), retry.earliest()));
    }

    /**
     * How long to wait before the next try: evenly spread below a bound that doubles with each try, so that jobs that
     * failed together do not come back together.
     *
     * @param attempt which try has failed, from 1
     */
    public Duration retryDelay(int attempt) {
        long bound =
                Math.min(retryMaxDelay.toMillis(), retryInitialDelay.toMillis() << Math.clamp(attempt - 1L, 0, 30));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
    }
}
