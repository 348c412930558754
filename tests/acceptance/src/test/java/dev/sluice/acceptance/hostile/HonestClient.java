package dev.sluice.acceptance.hostile;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.sluice.acceptance.Pause;
import dev.sluice.testkit.HttpCalls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** Submits valid jobs, one after the other, and measures how long each waits for its 202. */
final class HonestClient implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final HttpCalls http = new HttpCalls(1);
    private final URI jobs;
    private final UnaryOperator<String> submission;
    private final List<String> ids = new ArrayList<>();

    /** @param submission makes one of an id */
    HonestClient(URI jobs, UnaryOperator<String> submission) {
        this.jobs = jobs;
        this.submission = submission;
    }

    /**
     * Goes on for so long.
     *
     * @return the longest wait for a 202
     */
    Duration submitFor(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        long longest = 0;
        while (System.nanoTime() - end < 0) {
            String id = UUID.randomUUID().toString();
            long begin = System.nanoTime();
            assertThat(http.post(jobs, submission.apply(id)).get(30, SECONDS).status())
                    .isEqualTo(202);
            longest = Math.max(longest, System.nanoTime() - begin);
            ids.add(id);
            Pause.of(BETWEEN);
        }
        return Duration.ofNanos(longest);
    }

    /** The ids of the jobs that were accepted. */
    List<String> ids() {
        return ids;
    }

    @Override
    public void close() {
        http.close();
    }
}
