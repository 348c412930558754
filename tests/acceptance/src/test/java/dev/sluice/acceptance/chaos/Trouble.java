package dev.sluice.acceptance.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

import dev.sluice.testkit.Fault;

/** What can happen to a service. */
enum Trouble {
    KILL("kill -9 and a new start"),
    TERMINATE("SIGTERM and a new start"),
    PAUSE("SIGSTOP for longer than the leases, SIGCONT"),
    CUT("link cut", new Fault.Reset()),
    SILENCE("link silent (half-open)", new Fault.Silence()),
    SLOW("link slow", new Fault.Slow(Duration.ofMillis(300))),
    SERVER_ERRORS("SQS answers 500", new Fault.Error(500, "InternalFailure", Set.of())),
    TOO_MANY_REQUESTS("SQS answers 429", new Fault.Error(429, "TooManyRequestsException", Set.of())),
    THROTTLED("SQS answers RequestThrottled", new Fault.Error(400, "RequestThrottled", Set.of())),
    EXPIRED_TOKEN("SQS answers ExpiredToken", new Fault.Error(403, "ExpiredToken", Set.of())),
    PARTIAL_FAILURE("batches fail in part", new Fault.Partial(3));

    private final String description;
    private final Fault fault;

    Trouble(String description) {
        this(description, null);
    }

    Trouble(String description, Fault fault) {
        this.description = description;
        this.fault = fault;
    }

    /**
     * What may happen to the producer: whatever leaves no doubt whether SQS has a message. A send whose answer is lost is
     * tried again, and SQS then has the message twice; that is SQS's own "at least once", which nothing here could
     * tell from a fault of Sluice.
     */
    static List<Trouble> withoutDoubt() {
        return Arrays.stream(values())
                .filter(trouble -> trouble.isOfLink() && trouble != CUT && trouble != SILENCE)
                .toList();
    }

    boolean isOfLink() {
        return fault != null;
    }

    /** What is wrong with the link meanwhile, if it is the link. */
    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /**
     * How long it lasts. A pause outlasts every lease. Nothing gets through a broken link, so it is broken for at most a
     * third of the visibility timeout: leases are extended at half time, and to break it for the other half as well
     * would let them expire whatever a worker does.
     */
    Duration lasting(Duration visibility, RandomGenerator random) {
        return switch (this) {
            case KILL, TERMINATE -> Duration.ZERO;
            case PAUSE -> visibility.plusMillis(random.nextInt(1_000, 3_000));
            case SLOW, PARTIAL_FAILURE -> Duration.ofMillis(random.nextInt(1_000, 4_000));
            default -> Duration.ofMillis(random.nextLong(200, visibility.toMillis() / 3));
        };
    }

    @Override
    public String toString() {
        return description;
    }
}
