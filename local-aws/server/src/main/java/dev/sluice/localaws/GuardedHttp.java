package dev.sluice.localaws;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.scaladsl.ConnectionContext;
import org.apache.pekko.http.scaladsl.Http;
import org.apache.pekko.http.scaladsl.HttpExt;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.scaladsl.Flow;
import scala.concurrent.Future;

/**
 * Pekko's HTTP server with {@link LocalCallers} at its door. ElasticMQ asks Pekko for the server itself and lets nobody in
 * between, so this takes the place of Pekko's own in the actor system before ElasticMQ asks.
 */
final class GuardedHttp extends HttpExt {

    /** ElasticMQ serves nothing there. */
    private static final String NOWHERE = "/refused";

    private GuardedHttp(ExtendedActorSystem actors) {
        super(actors.settings().config().getConfig("pekko.http"), actors);
    }

    /** @throws IllegalStateException when this Pekko keeps its extensions in another way */
    static void install(ActorSystem actors) {
        try {
            Field extensions = actors.getClass().getDeclaredField("extensions");
            extensions.setAccessible(true);
            @SuppressWarnings("unchecked")
            var byId = (Map<Object, Object>) extensions.get(actors);
            byId.put(Http.lookup(), new GuardedHttp((ExtendedActorSystem) actors));
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException("The local SQS cannot be kept from web pages", e);
        }
    }

    @Override
    public Future<Http.ServerBinding> bindAndHandleImpl(
            Flow<HttpRequest, HttpResponse, Object> handler,
            String host,
            int port,
            ConnectionContext connection,
            ServerSettings settings,
            LoggingAdapter log,
            Materializer materializer) {
        return super.bindAndHandleImpl(guarded(handler), host, port, connection, settings, log, materializer);
    }

    /** Each connection has a flow of its own, in which answers come in the order of the requests. */
    private static Flow<HttpRequest, HttpResponse, Object> guarded(Flow<HttpRequest, HttpResponse, Object> handler) {
        return org.apache.pekko.stream.javadsl.Flow.<HttpRequest, HttpResponse, Object>fromMaterializer(
                        (materializer, attributes) -> {
                            Queue<Optional<String>> refusals = new ConcurrentLinkedQueue<>();
                            return org.apache.pekko.stream.javadsl.Flow.<HttpRequest>create()
                                    .map(request -> {
                                        Optional<String> refusal = refusal(request);
                                        refusals.add(refusal);
                                        return refusal.isEmpty() ? request : request.withUri(NOWHERE);
                                    })
                                    .viaMat(handler, org.apache.pekko.stream.javadsl.Keep.right())
                                    .map(response -> refusals.remove()
                                            .map(GuardedHttp::forbidden)
                                            .orElse(response));
                        })
                .mapMaterializedValue(materialized -> (Object) materialized)
                .asScala();
    }

    private static Optional<String> refusal(HttpRequest request) {
        return LocalCallers.refusal(
                values(request, "host"), values(request, "origin"), values(request, "sec-fetch-site"));
    }

    private static List<String> values(HttpRequest request, String header) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(candidate -> candidate.is(header))
                .map(HttpHeader::value)
                .toList();
    }

    private static HttpResponse forbidden(String why) {
        return (HttpResponse) org.apache.pekko.http.javadsl.model.HttpResponse.create()
                .withStatus(StatusCodes.FORBIDDEN)
                .withEntity(why);
    }
}
