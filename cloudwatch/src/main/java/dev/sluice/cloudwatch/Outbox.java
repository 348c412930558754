package dev.sluice.cloudwatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * Sends data to CloudWatch, the oldest first. What could not be sent waits for the next time, so that an outage leaves no
 * hole; CloudWatch takes data that is two weeks old. Trouble is logged when it begins and when it ends, and not each
 * minute between the two.
 */
final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    /** An hour of minutes; about a megabyte. */
    private static final int MOST_WAITING = 60;
    /** Half of what CloudWatch takes in one request, so that its megabyte is not reached either. */
    private static final int MOST_IN_A_REQUEST = 500;

    private final CloudWatchAsyncClient client;
    private final String namespace;
    private volatile Duration timeout;
    private final Deque<List<MetricDatum>> waiting = new ArrayDeque<>();
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
        try {
            while (!waiting.isEmpty()) {
                put(waiting.getFirst());
                waiting.removeFirst();
            }
            if (inTrouble) {
                inTrouble = false;
                LOG.info("CloudWatch takes metrics again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            failed(e);
        }
    }

    private void put(List<MetricDatum> data) throws InterruptedException, ExecutionException, TimeoutException {
        client.putMetricData(request -> request.namespace(namespace)
                        .metricData(data)
                        .overrideConfiguration(o -> o.apiCallTimeout(timeout)))
                .get(timeout.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void failed(Exception failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (inTrouble) {
            LOG.debug("CloudWatch still takes no metrics", cause);
        } else {
            inTrouble = true;
            LOG.warnf(
                    "CloudWatch takes no metrics: %s. They wait, up to %d steps; jobs are not concerned. "
                            + "Without an AWS account set sluice.cloudwatch.enabled=false",
                    cause.getMessage(), MOST_WAITING);
        }
    }
}
