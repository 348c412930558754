package dev.sluice.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;

/** Somebody else's HTTP endpoint: keeps a ledger of all calls, so that a job that is done twice is seen. */
public final class WebhookReceiver implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Deliveries ledger = new Deliveries();
    private final AtomicReference<Replies> replies = new AtomicReference<>((job, attempt) -> Reply.atOnce(204));

    private final String scheme;

    public WebhookReceiver() {
        this("http", new HttpServerOptions());
    }

    private WebhookReceiver(String scheme, HttpServerOptions options) {
        this.scheme = scheme;
        server = Futures.await(vertx.createHttpServer(options)
                // That a client was killed is no news.
                .connectionHandler(connection -> connection.exceptionHandler(failure -> {}))
                .requestHandler(this::receive)
                .listen(0, "127.0.0.1"));
    }

    /** One that speaks TLS, with the key and the certificate in this PKCS #12 file. */
    public static WebhookReceiver overTls(Path keyStore, String password) {
        return new WebhookReceiver(
                "https",
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(keyStore.toString()).setPassword(password)));
    }

    public URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + server.actualPort() + "/hook");
    }

    /** Answers with this status from now on. */
    public void answerWith(int next) {
        answerBy((job, attempt) -> Reply.atOnce(next));
    }

    /** Answers as these say from now on. */
    public void answerBy(Replies next) {
        replies.set(next);
    }

    /** All calls so far. */
    public Deliveries ledger() {
        return ledger;
    }

    /** How often the job of this id was delivered. */
    public long deliveries(String jobId) {
        return ledger.of(jobId).size();
    }

    /** Deliveries of all jobs together. */
    public long total() {
        return ledger.total();
    }

    /** One server has one event loop, so calls come one at a time. */
    private void receive(HttpServerRequest request) {
        Reply reply = ledger.note(
                        String.valueOf(request.getHeader("webhook-id")),
                        String.valueOf(request.getHeader("User-Agent")),
                        replies.get())
                .reply();
        long millis = reply.delay().toMillis();
        if (millis == 0) {
            request.response().setStatusCode(reply.status()).end();
        } else {
            vertx.setTimer(millis, fired -> answer(request, reply));
        }
    }

    private static void answer(HttpServerRequest request, Reply reply) {
        if (!request.response().closed()) {
            request.response().setStatusCode(reply.status()).end();
        }
    }

    @Override
    public void close() {
        Futures.await(vertx.close());
    }
}
