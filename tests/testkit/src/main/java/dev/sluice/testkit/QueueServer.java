package dev.sluice.testkit;

import java.net.URI;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The far end of a {@link SqsLink}. */
final class QueueServer {

    /** The header that names the operation. */
    static final String TARGET = "X-Amz-Target";

    static final String CONTENT_TYPE = "application/x-amz-json-1.0";

    /** An answer, read to its end. */
    record Answer(int status, MultiMap headers, Buffer body) {

        /** One that was never at the server. */
        static Answer of(int status, JsonObject body) {
            return new Answer(
                    status, MultiMap.caseInsensitiveMultiMap().add("Content-Type", CONTENT_TYPE), body.toBuffer());
        }

        static Answer error(int status, String code) {
            return of(
                    status,
                    new JsonObject().put("__type", "com.amazonaws.sqs#" + code).put("message", "Made up by a test"));
        }
    }

    private final URI address;
    private final HttpClient client;

    QueueServer(Vertx vertx, URI address) {
        this.address = address;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setIdleTimeout(60), new PoolOptions().setHttp1MaxSize(512));
    }

    Future<Answer> send(String uri, MultiMap headers, Buffer body) {
        MultiMap own = MultiMap.caseInsensitiveMultiMap().addAll(headers).remove("Content-Length");
        return client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(address.getHost())
                        .setPort(address.getPort())
                        .setURI(uri)
                        .setHeaders(own))
                .compose(request -> request.send(body).compose(QueueServer::read));
    }

    /**
     * SQS gives no messages to a poll whose client has gone. ElasticMQ does, and hides them from everybody else until
     * their visibility timeout; so they are taken back with this.
     *
     * @param asked the poll's request
     * @param answered what the server answered
     */
    Future<Void> takeBack(String uri, Buffer asked, Buffer answered) {
        if (!hasMessages(answered)) {
            return Future.succeededFuture();
        }
        JsonArray messages = answered.toJsonObject().getJsonArray("Messages");
        JsonArray entries = new JsonArray();
        for (int i = 0; i < messages.size(); i++) {
            entries.add(new JsonObject()
                    .put("Id", Integer.toString(i))
                    .put("ReceiptHandle", messages.getJsonObject(i).getString("ReceiptHandle"))
                    .put("VisibilityTimeout", 0));
        }
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", CONTENT_TYPE)
                .add(TARGET, "AmazonSQS.ChangeMessageVisibilityBatch");
        JsonObject batch = new JsonObject()
                .put("QueueUrl", asked.toJsonObject().getString("QueueUrl"))
                .put("Entries", entries);
        return send(uri, headers, batch.toBuffer()).mapEmpty();
    }

    /** Whether the answer to a poll brings any. */
    static boolean hasMessages(Buffer answered) {
        JsonArray messages = answered.toJsonObject().getJsonArray("Messages");
        return messages != null && !messages.isEmpty();
    }

    private static Future<Answer> read(HttpClientResponse response) {
        return response.body().map(body -> new Answer(response.statusCode(), response.headers(), body));
    }
}
