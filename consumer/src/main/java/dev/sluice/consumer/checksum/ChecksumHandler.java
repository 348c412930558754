package dev.sluice.consumer.checksum;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

import jakarta.enterprise.context.ApplicationScoped;

import dev.sluice.consumer.ConsumerConfig;
import dev.sluice.consumer.http.HttpTarget;
import dev.sluice.consumer.http.OutboundHttp;
import dev.sluice.consumer.http.OutboundRequest;
import dev.sluice.consumer.http.OutboundResponse;
import dev.sluice.consumer.http.RefusedRequestException;
import dev.sluice.consumer.http.Verdict;
import dev.sluice.job.payload.Checksum;
import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

/** Fetches a resource of any size and computes its SHA-256 and length, in constant memory. */
@ApplicationScoped
public class ChecksumHandler implements BlockingJobHandler<Checksum> {

    private static final int OK = 200;

    private final Redirects redirects;
    private final Duration timeout;

    public ChecksumHandler(OutboundHttp http, ConsumerConfig config) {
        this.redirects = new Redirects(http, config.outbound().maxRedirects());
        this.timeout = config.outbound().idleTimeout();
    }

    @Override
    public Outcome handle(Checksum checksum, JobContext context) throws InterruptedException, ExecutionException {
        try {
            return fetch(OutboundRequest.get(new HttpTarget(checksum.url()), timeout), checksum, context);
        } catch (RefusedRequestException e) {
            return Outcome.rejected(e.getMessage());
        }
    }

    private Outcome fetch(OutboundRequest request, Checksum checksum, JobContext context)
            throws InterruptedException, ExecutionException {
        try {
            Redirects.End end = redirects.follow(request);
            try (OutboundResponse response = end.response()) {
                if (response.status() != OK) {
                    // A 204 or 206, too: a success of something else than the resource as a whole.
                    return Verdict.onStatus(end.request(), response, Clock.systemUTC());
                }
                return compare(BodyDigest.of(response, context::isCancelled), checksum.sha256(), context);
            }
        } catch (ExecutionException e) {
            if (Verdict.covers(e.getCause())) {
                return Verdict.onFailure(request, e.getCause());
            }
            throw e;
        }
    }

    private static Outcome compare(BodyDigest found, String expected, JobContext context) {
        if (context.isCancelled()) {
            return Outcome.retry("The result is no longer wanted");
        }
        return expected == null || expected.equalsIgnoreCase(found.sha256())
                ? Outcome.completed(found.toString())
                : Outcome.rejected("Expected sha256=" + expected + ", found " + found);
    }
}
