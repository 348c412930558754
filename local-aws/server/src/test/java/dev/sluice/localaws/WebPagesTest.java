package dev.sluice.localaws;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static org.assertj.core.api.Assertions.assertThat;

/** What browsers send for pages from elsewhere, to both ports. */
class WebPagesTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    private static LocalSqs sqs;
    private static LocalCloudWatch cloudWatch;
    private static SqsClient client;
    private static String queue;

    @BeforeAll
    static void start() {
        sqs = LocalSqs.start(0);
        cloudWatch = LocalCloudWatch.start(0);
        cloudWatch.show("/page/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, -1);
            }
        });
        client = Clients.of(sqs);
        queue = client.createQueue(q -> q.queueName("visited")).queueUrl();
    }

    @AfterAll
    static void stop() {
        client.close();
        cloudWatch.close();
        sqs.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: HERE\r\nOrigin: https://evil.example\r\n",
                "Host: HERE\r\nOrigin: null\r\n",
                "Host: HERE\r\nOrigin: http://localhost:3000\r\nSec-Fetch-Site: same-site\r\n",
                "Host: HERE\r\nSec-Fetch-Site: cross-site\r\n",
                "Host: rebound.example:9324\r\n",
                "Host: rebound.example:9324\r\nOrigin: http://rebound.example:9324\r\nSec-Fetch-Site: same-origin\r\n"
            })
    void aFormOnAPageFromElsewherePutsNoMessageIntoAQueue(String headers) throws IOException {
        String form = "Action=SendMessage&MessageBody=visited&QueueUrl=" + queue;

        assertThat(post(sqs.endpoint(), headers + FORM, form)).startsWith("HTTP/1.1 403 ");
        assertThat(post(sqs.endpoint(), headers + "Content-Type: text/plain\r\n", form))
                .startsWith("HTTP/1.1 403 ");
        assertThat(send(sqs.endpoint(), "GET /?" + form + " HTTP/1.1\r\n" + headers + "\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(post(cloudWatch.endpoint(), headers + FORM, "Action=PutMetricData&Namespace=Visited"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(post(cloudWatch.endpoint().resolve("/page/buttons"), headers + FORM, ""))
                .startsWith("HTTP/1.1 403 ");
        assertThat(messages()).isEqualTo("0");
    }

    @Test
    void aPictureOnAPageFromElsewherePutsNoMessageIntoAQueue() throws IOException {
        String picture = "GET /?Action=SendMessage&MessageBody=visited&QueueUrl=" + queue
                + " HTTP/1.1\r\nHost: HERE\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n";

        assertThat(send(sqs.endpoint(), picture)).startsWith("HTTP/1.1 403 ");
        assertThat(messages()).isEqualTo("0");
    }

    @Test
    void aRefusalLeavesTheNextRequestOfTheConnectionAlone() throws IOException {
        String page = "GET / HTTP/1.1\r\nHost: HERE\r\nOrigin: https://evil.example\r\n\r\n";
        String program = "GET /?Action=ListQueues HTTP/1.1\r\nHost: HERE\r\nConnection: close\r\n\r\n";

        assertThat(send(sqs.endpoint(), page + program))
                .startsWith("HTTP/1.1 403 ")
                .contains("HTTP/1.1 200 OK", "/visited");
    }

    @Test
    void aLinkOnAPageFromElsewhereLeadsToThePageThatIsShown() throws IOException {
        String visit =
                " HTTP/1.1\r\nHost: HERE\r\nAccept: text/html\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n";

        assertThat(send(cloudWatch.endpoint(), "GET /page/" + visit)).startsWith("HTTP/1.1 200 ");
        assertThat(send(cloudWatch.endpoint(), "GET /" + visit)).startsWith("HTTP/1.1 302 ");
    }

    private static String messages() {
        return client.getQueueAttributes(
                        q -> q.queueUrl(queue).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    private static String post(URI to, String headers, String body) throws IOException {
        String path = to.getPath().isEmpty() ? "/" : to.getPath();
        return send(
                to, "POST %s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s".formatted(path, headers, body.length(), body));
    }

    private static String send(URI to, String request) throws IOException {
        try (Socket socket = new Socket(to.getHost(), to.getPort())) {
            byte[] bytes = request.replace("HERE", to.getAuthority()).getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
