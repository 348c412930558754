package dev.sluice.runtime.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * Sends data to CloudWatch, the oldest first. What could not be sent waits for the next time, so that an outage leaves no
 * hole. What CloudWatch refuses for its content would be refused for ever: a request is taken apart until that is found,
 * and only that is dropped. Trouble is logged when it begins and when it ends, and not each minute between the two.
 */
final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    /** An hour of minutes; about a megabyte. */
    private static final int MOST_WAITING = 60;
    /** Half of what CloudWatch takes in one request, so that its megabyte is not reached either. */
    private static final int MOST_IN_A_REQUEST = 500;
    /** Of one datum among 500 it takes ten to find it; where nearly all are refused, the search ends here. */
    private static final int MOST_REFUSALS = 40;
    /** What CloudWatch takes, and a little less: a clock is never quite right. */
    private static final Duration OLDEST = Duration.ofDays(14).minusMinutes(5);

    private final CloudWatchAsyncClient client;
    private final String namespace;
    private volatile Duration timeout;
    private final Deque<List<MetricDatum>> waiting = new ArrayDeque<>();
    private final RefusedData refused = new RefusedData();
    private boolean inTrouble;

    /** @param timeout for one request, with the SDK's retries in it */
    Outbox(CloudWatchAsyncClient client, String namespace, Duration timeout) {
        this.client = client;
        this.namespace = namespace;
        this.timeout = timeout;
    }

    /** From now on requests have less time: the service stops. */
    void hurry(Duration shorter) {
        timeout = shorter;
    }

    /** Sends these data after those that wait; blocks the registry's own thread for as long as that takes. */
    synchronized void send(List<MetricDatum> data) {
        for (int i = 0; i < data.size(); i += MOST_IN_A_REQUEST) {
            waiting.addLast(data.subList(i, Math.min(i + MOST_IN_A_REQUEST, data.size())));
        }
        while (waiting.size() > MOST_WAITING) {
            waiting.removeFirst();
        }
        // A laptop may have been asleep for longer than CloudWatch looks back.
        Instant oldest = Instant.now().minus(OLDEST);
        waiting.removeIf(step -> isBefore(oldest, step.getFirst()));
        try {
            sendWaiting();
            if (inTrouble) {
                inTrouble = false;
                LOG.info("CloudWatch available again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            failed(e);
        }
    }

    private static boolean isBefore(Instant time, MetricDatum datum) {
        return datum.timestamp() != null && datum.timestamp().isBefore(time);
    }

    private void sendWaiting() throws InterruptedException, ExecutionException, TimeoutException {
        int refusals = 0;
        while (!waiting.isEmpty()) {
            try {
                put(waiting.getFirst());
                waiting.removeFirst();
            } catch (ExecutionException e) {
                if (!Refusal.isForTheData(e)) {
                    throw e;
                }
                refusals++;
                takeApart(waiting.removeFirst(), refusals > MOST_REFUSALS, e);
            }
        }
    }

    /** The halves go first, as their whole did; what cannot be halved, or is not worth it, is dropped. */
    private void takeApart(List<MetricDatum> data, boolean enough, Exception refusal) {
        if (enough || data.size() == 1) {
            refused.dropped(data, refusal);
        } else {
            int half = data.size() / 2;
            waiting.addFirst(data.subList(half, data.size()));
            waiting.addFirst(data.subList(0, half));
        }
    }

    private void put(List<MetricDatum> data) throws InterruptedException, ExecutionException, TimeoutException {
        client.putMetricData(request -> request.namespace(namespace)
                        .metricData(data)
                        .overrideConfiguration(o -> o.apiCallTimeout(timeout)))
                .get(timeout.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void failed(Exception failure) {
        Throwable cause = Refusal.cause(failure);
        if (inTrouble) {
            LOG.debug("CloudWatch still unavailable", cause);
        } else {
            inTrouble = true;
            LOG.warnf(
                    "CloudWatch unavailable: %s; keeping metrics of up to %d steps, jobs are not affected. "
                            + "Without an AWS account, set sluice.cloudwatch.enabled=false",
                    cause.getMessage(), MOST_WAITING);
        }
    }
}
