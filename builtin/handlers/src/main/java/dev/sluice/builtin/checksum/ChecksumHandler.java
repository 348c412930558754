package dev.sluice.builtin.checksum;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

import jakarta.inject.Singleton;

import dev.sluice.builtin.http.HttpOutcomes;
import dev.sluice.builtin.http.OutboundConfig;
import dev.sluice.builtin.http.OutboundHttp;
import dev.sluice.builtin.http.OutboundRequest;
import dev.sluice.builtin.http.OutboundResponse;
import dev.sluice.builtin.http.url.HttpTarget;
import dev.sluice.builtin.http.url.RefusedRequestException;
import dev.sluice.builtin.job.Checksum;
import dev.sluice.worker.handler.BlockingJobHandler;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;

/** Fetches a resource of any size and computes its SHA-256 and length, in constant memory. */
@Singleton
public class ChecksumHandler implements BlockingJobHandler<Checksum> {

    private static final int OK = 200;

    private final Redirects redirects;
    private final Duration timeout;

    public ChecksumHandler(OutboundHttp http, OutboundConfig config) {
        this.redirects = new Redirects(http, config.maxRedirects());
        this.timeout = config.idleTimeout();
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
                    return HttpOutcomes.onStatus(end.request(), response, Clock.systemUTC());
                }
                return compare(BodyDigest.of(response, context::isCancelled), checksum.sha256(), context);
            }
        } catch (ExecutionException e) {
            if (HttpOutcomes.covers(e.getCause())) {
                return HttpOutcomes.onFailure(request, e.getCause());
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
