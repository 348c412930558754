package dev.sluice.builtin.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

import dev.sluice.builtin.http.HttpOutcomes;
import dev.sluice.builtin.http.OutboundHttp;
import dev.sluice.builtin.http.OutboundRequest;
import dev.sluice.builtin.http.OutboundResponse;
import dev.sluice.builtin.http.url.HttpTarget;
import dev.sluice.builtin.http.url.RefusedRequestException;
import dev.sluice.builtin.job.Webhook;
import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.ReactiveJobHandler;

/**
 * Delivers a JSON body to a URL. Each attempt carries the headers of Standard Webhooks: {@code webhook-id} is the
 * job's id, the same at each attempt, by which a receiver knows a repeated delivery; a full stop in it is written
 * {@code %2E}, a percent sign {@code %25}.
 */
@Singleton
public class WebhookHandler implements ReactiveJobHandler<Webhook> {

    /** What a header can hold, and short enough for receivers that bound all headers together to some KiB. */
    private static final String ID = "[!-~]{1,1024}";

    private final OutboundHttp http;
    private final WebhookSignature signature;
    private final Clock clock;

    @Inject
    public WebhookHandler(OutboundHttp http, WebhookConfig config) {
        this(http, config, Clock.systemUTC());
    }

    WebhookHandler(OutboundHttp http, WebhookConfig config, Clock clock) {
        this.http = http;
        this.signature = new WebhookSignature(config.secret());
        this.clock = clock;
    }

    @Override
    public Uni<Outcome> handle(Webhook webhook, JobContext context) {
        try {
            OutboundRequest request = request(webhook, context);
            return http.send(request)
                    .chain(response -> response.discard().replaceWith(() -> outcome(request, response)))
                    .onFailure(HttpOutcomes::covers)
                    .recoverWithItem(failure -> HttpOutcomes.onFailure(request, failure));
        } catch (RefusedRequestException e) {
            return Uni.createFrom().item(Outcome.rejected(e.getMessage()));
        }
    }

    private OutboundRequest request(Webhook webhook, JobContext context) {
        byte[] body = webhook.body().toString().getBytes(StandardCharsets.UTF_8);
        return new OutboundRequest(
                HttpMethod.valueOf(webhook.method().name()),
                new HttpTarget(webhook.url()),
                headers(webhook, context.id(), body),
                Buffer.buffer(body),
                Duration.ofSeconds(webhook.timeoutSeconds()));
    }

    private MultiMap headers(Webhook webhook, String jobId, byte[] body) {
        String id = webhookId(jobId);
        long timestamp = clock.instant().getEpochSecond();
        MultiMap headers = HttpHeaders.headers();
        headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
        try {
            webhook.headers().forEach(headers::set);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException("A header cannot be sent");
        }
        // After the job's own headers, so that none of them can stand in for these
        headers.set("webhook-id", id);
        headers.set("webhook-timestamp", Long.toString(timestamp));
        signature.sign(id, timestamp, body).ifPresent(signed -> headers.set("webhook-signature", signed));
        return headers;
    }

    /**
     * The job's id without a full stop, which ends the id in what is signed: with one in it, the signature would be good
     * for another id, time and body as well (Standard Webhooks 1.0.0, signature scheme). Different ids stay different.
     */
    private static String webhookId(String jobId) {
        if (!jobId.matches(ID)) {
            throw new RefusedRequestException("The job's id cannot stand in the webhook-id header");
        }
        return jobId.replace("%", "%25").replace(".", "%2E");
    }

    private Outcome outcome(OutboundRequest request, OutboundResponse response) {
        return response.successful()
                ? Outcome.completed(request + " " + response.status())
                : HttpOutcomes.onStatus(request, response, clock);
    }
}
