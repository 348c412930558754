package dev.sluice.worker.handler;

import java.time.Duration;
import java.util.Optional;

/** What became of a job. */
public sealed interface Outcome {

    /**
     * Done: the message is deleted.
     *
     * @param summary one short line for the log, empty if there is nothing to say
     */
    record Completed(String summary) implements Outcome {
        public Completed {
            summary = orEmpty(summary);
        }
    }

    /**
     * Not now: the message comes back later, as often as the queue's redrive policy lets it. After that it goes to the
     * dead-letter queue.
     *
     * @param reason for the log, and after the last try for whoever reads the dead-letter queue
     * @param delay when to come back, at most 12 hours from now; empty leaves it to the consumer's backoff
     * @param earliest what the consumer's backoff is raised to where it is shorter; zero leaves it as it is
     */
    record Retry(String reason, Optional<Duration> delay, Duration earliest) implements Outcome {
        public Retry {
            reason = orEmpty(reason);
            delay = delay == null ? Optional.empty() : delay;
            earliest = earliest == null ? Duration.ZERO : earliest;
        }
    }

    /**
     * Never: trying again cannot help, so the message goes straight to the dead-letter queue.
     *
     * @param reason for the log, and for whoever reads the dead-letter queue
     */
    record Rejected(String reason) implements Outcome {
        public Rejected {
            reason = orEmpty(reason);
        }
    }

    static Outcome completed() {
        return new Completed("");
    }

    static Outcome completed(String summary) {
        return new Completed(summary);
    }

    static Outcome retry(String reason) {
        return new Retry(reason, Optional.empty(), Duration.ZERO);
    }

    /** The job comes back when its handler says, be it at once. */
    static Outcome retryAfter(Duration delay, String reason) {
        return new Retry(reason, Optional.ofNullable(delay), Duration.ZERO);
    }

    /**
     * The job comes back by the consumer's backoff, but not before the time given: for what others say, who must not be able
     * to use up a job's tries.
     */
    static Outcome retryNotBefore(Duration earliest, String reason) {
        return new Retry(reason, Optional.empty(), earliest);
    }

    static Outcome rejected(String reason) {
        return new Rejected(reason);
    }

    /** A handler that has nothing to say must not lose its outcome by it. */
    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
