package dev.sluice.acceptance.chaos;

import java.time.Duration;
import java.util.Random;

import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Reply;

/**
 * An endpoint that takes up to 0.8 s to answer, sometimes 4 s (so that leases must be extended), and is sometimes too
 * busy. What it answers follows from the seed, the job and the attempt.
 */
record MoodyEndpoint(long seed) implements Replies {

    private static final int NO_CONTENT = 204;
    private static final int UNAVAILABLE = 503;

    @Override
    public Reply to(String jobId, int attempt) {
        Random random = new Random(seed * 31 + jobId.hashCode() * 17L + attempt);
        boolean busy = random.nextInt(10) == 0;
        Duration delay = random.nextInt(50) == 0 ? Duration.ofSeconds(4) : Duration.ofMillis(random.nextInt(800));
        return new Reply(busy ? UNAVAILABLE : NO_CONTENT, delay);
    }
}
