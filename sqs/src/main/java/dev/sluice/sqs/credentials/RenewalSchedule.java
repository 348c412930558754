package dev.sluice.sqs.credentials;

import java.time.Duration;
import java.time.Instant;

import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import dev.sluice.sqs.queue.Backoff;

/** When credentials are to be renewed: before they expire, and once SQS refuses them. */
final class RenewalSchedule {

    /** As early as the SDK's provider for the Security Token Service; those that hold for less are renewed at half time. */
    private static final Duration LEAD = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private AwsCredentialsIdentity last;
    private Instant due = Instant.MAX;
    private Instant notBefore = Instant.MIN;

    /** @param refused whether SQS has refused the last ones */
    boolean isDue(Instant now, boolean refused) {
        return (refused || !now.isBefore(due)) && !now.isBefore(notBefore);
    }

    /** Asks for them; a provider that has none is not asked at every turn. */
    void tried(Instant now) {
        notBefore = now.plus(backoff.next());
    }

    /** @param renewed whether they were asked for because the last ones come to their end */
    void got(AwsCredentialsIdentity identity, Instant now, boolean renewed) {
        boolean other = !identity.equals(last);
        last = identity;
        if (other) {
            backoff.reset();
        }
        if (other || renewed) {
            due = identity.expirationTime().map(end -> dueBefore(end, now)).orElse(Instant.MAX);
        }
    }

    private static Instant dueBefore(Instant end, Instant now) {
        Duration half = Duration.between(now, end).dividedBy(2);
        return end.minus(half.compareTo(LEAD) < 0 ? half : LEAD);
    }
}
