package dev.sluice.builtin.checksum;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.vertx.core.http.HttpHeaders;

import dev.sluice.builtin.http.OutboundHttp;
import dev.sluice.builtin.http.OutboundRequest;
import dev.sluice.builtin.http.OutboundResponse;
import dev.sluice.builtin.http.url.HttpTarget;
import dev.sluice.builtin.http.url.RefusedRequestException;

/** Follows redirects, each a request of its own: its form, its host and its address are checked like the first. */
final class Redirects {

    /** The ones for which RFC 9110 lets a client go on by itself; 300 and 304 are none. */
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private final OutboundHttp http;
    private final int max;

    Redirects(OutboundHttp http, int max) {
        this.http = http;
        this.max = max;
    }

    /** An answer that is no redirect, and the request that it answers. */
    record End(OutboundRequest request, OutboundResponse response) {}

    /**
     * Gets a resource, blocking.
     *
     * @return the answer with its body unread; whoever gets it closes it
     * @throws RefusedRequestException if the way leads where it must not, is longer than allowed, or leads nowhere
     * @throws ExecutionException with the network's trouble as its cause
     */
    End follow(OutboundRequest start) throws InterruptedException, ExecutionException {
        OutboundRequest request = start;
        for (int followed = 0; followed <= max; followed++) {
            OutboundResponse response = await(request);
            Optional<String> location = response.header(HttpHeaders.LOCATION);
            if (!STATUSES.contains(response.status()) || location.isEmpty()) {
                return new End(request, response);
            }
            response.close();
            HttpTarget next = request.target().resolve(location.get());
            request = OutboundRequest.get(next, start.timeout());
        }
        throw new RefusedRequestException("More than " + max + " redirects, the last one to " + request.target());
    }

    private OutboundResponse await(OutboundRequest request) throws InterruptedException, ExecutionException {
        CompletableFuture<OutboundResponse> answer = http.send(request).subscribeAsCompletionStage();
        try {
            return answer.get();
        } catch (InterruptedException e) {
            if (!answer.cancel(false)) {
                // The answer came in this very moment, and nobody else will close it.
                answer.thenAccept(OutboundResponse::close);
            }
            throw e;
        }
    }
}
