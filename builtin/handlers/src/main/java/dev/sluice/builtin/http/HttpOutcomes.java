package dev.sluice.builtin.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.StreamResetException;

import dev.sluice.builtin.http.url.RefusedRequestException;
import dev.sluice.worker.handler.Outcome;

/** Tells whether a call that did not succeed is worth another try. */
public final class HttpOutcomes {

    private HttpOutcomes() {}

    /**
     * What an answer other than the hoped-for one means: 408, 425, 429 and all of 5xx pass, and so does a status that is
     * none, which RFC 9110, section 15, has treated like 5xx; anything else would be the same next time.
     */
    public static Outcome onStatus(OutboundRequest request, OutboundResponse response, Clock clock) {
        String reason = request + " answered " + response.status();
        return switch (response.status() / 100) {
            case 3 -> Outcome.rejected(reason + location(request, response));
            case 2 -> Outcome.rejected(reason);
            case 4 ->
                switch (response.status()) {
                    case 408, 425, 429 -> retry(reason, response, clock);
                    default -> Outcome.rejected(reason);
                };
            default -> retry(reason, response, clock);
        };
    }

    /** Whether a failure is a refusal or trouble with the network, and not a fault in the code. */
    public static boolean covers(Throwable failure) {
        return switch (failure) {
            case RefusedRequestException _, IOException _, TimeoutException _ -> true;
            case VertxException _, ChannelException _, CodecException _ -> true;
            default -> false;
        };
    }

    /**
     * What a failed call means: a refused one is never sent, all other trouble may pass.
     *
     * @param failure one that is {@linkplain #covers covered}
     */
    public static Outcome onFailure(OutboundRequest request, Throwable failure) {
        return failure instanceof RefusedRequestException
                ? Outcome.rejected(request + " is refused: " + failure.getMessage())
                : Outcome.retry(request + " failed: " + describe(failure));
    }

    private static Outcome retry(String reason, OutboundResponse response, Clock clock) {
        return response.header(HttpHeaders.RETRY_AFTER)
                .flatMap(value -> RetryAfterHeader.parse(value, clock))
                .map(earliest -> Outcome.retryNotBefore(earliest, reason))
                .orElseGet(() -> Outcome.retry(reason));
    }

    private static String location(OutboundRequest request, OutboundResponse response) {
        Optional<String> location = response.header(HttpHeaders.LOCATION);
        try {
            return location.map(to -> ", a redirect to " + request.target().resolve(to))
                    .orElse("");
        } catch (RefusedRequestException e) {
            return ", a redirect that cannot be followed: " + e.getMessage();
        }
    }

    /** Our own words: the libraries' messages repeat the URL, with the secrets in its query. */
    private static String describe(Throwable failure) {
        return switch (failure) {
            case UnknownHostException _ -> "the host's address is not known";
            case ConnectTimeoutException _ -> "no connection in time";
            case ConnectException _ -> "the connection is refused";
            case SocketException _ -> "the connection broke before the answer was complete";
            case SSLException _ -> "no agreement on TLS, or a certificate that is not trusted";
            case TimeoutException _ -> "no answer in time";
            case StreamResetException reset when reset.getCause() != null -> describe(reset.getCause());
            case HttpClosedException _, PrematureChannelClosureException _ ->
                "the connection closed before the answer was complete";
            case CodecException _ -> "the answer is not proper HTTP";
            default -> failure.getClass().getSimpleName();
        };
    }
}
