package dev.sluice.testkit;

/**
 * One call of a job's endpoint, noted when it comes in: whoever made it may die before the answer.
 *
 * @param jobId as the {@code webhook-id} header says it
 * @param worker who called, as the {@code User-Agent} header says it
 * @param attempt the how-manieth call of this job it is, from 1
 * @param at when it came in, a {@link System#nanoTime()} reading
 * @param reply what it is answered, and when
 */
public record Delivery(String jobId, String worker, int attempt, long at, Reply reply) {

    /** When the answer leaves, or would leave if nobody hung up: a {@link System#nanoTime()} reading. */
    public long answeredAt() {
        return at + reply.delay().toNanos();
    }
}
