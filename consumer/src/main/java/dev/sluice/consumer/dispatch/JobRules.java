package dev.sluice.consumer.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import dev.sluice.consumer.dispatch.DispatchConfig.TypeConfig;

/**
 * What holds for the jobs of one type.
 *
 * @param timeLimit how long one may take
 * @param retryFirst the upper bound of the delay after the first try
 * @param retryMost the upper bound of any delay
 */
record JobRules(Duration timeLimit, Duration retryFirst, Duration retryMost) {

    JobRules {
        if (!timeLimit.isPositive() || retryFirst.isNegative() || retryMost.isNegative()) {
            throw new IllegalArgumentException(
                    "sluice.consumer: a time limit must be positive, the bounds of a retry's delay must not be negative");
        }
    }

    /** What the configuration says of the type, or else of all. */
    static JobRules of(String type, DispatchConfig config) {
        Optional<TypeConfig> own = Optional.ofNullable(config.types().get(type));
        return new JobRules(
                own.flatMap(TypeConfig::timeLimit).orElse(config.timeLimit()),
                own.flatMap(TypeConfig::retryFirst).orElse(config.retry().first()),
                own.flatMap(TypeConfig::retryMost).orElse(config.retry().most()));
    }

    /**
     * How long to wait before the next try: evenly spread below a bound that doubles with each try, so that jobs that
     * failed together do not come back together.
     *
     * @param attempt which try has failed, from 1
     */
    Duration retryDelay(int attempt) {
        long bound = Math.min(retryMost.toMillis(), retryFirst.toMillis() << Math.clamp(attempt - 1L, 0, 30));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
    }
}
