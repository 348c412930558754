package dev.sluice.builtin.http;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.builtin.HandlerConfigs;
import dev.sluice.builtin.http.url.HttpTarget;
import dev.sluice.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutboundTlsTest {

    private static final String PASSWORD = "only-for-this-test";

    @TempDir
    private static Path folder;

    private static PfxOptions certificate;

    @RegisterExtension
    final Servers servers = new Servers();

    @BeforeAll
    static void makeACertificate() throws IOException, InterruptedException {
        Path store = folder.resolve("hooks.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "hooks",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks.test",
                        "-ext",
                        "san=dns:hooks.test")
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
        certificate = new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    }

    @Test
    void checksTheCertificateAgainstTheUrlsHostAndNotTheAddress() {
        int port = tlsServer();
        var trusting = http(new HttpClientOptions().setTrustOptions(certificate));

        try (OutboundResponse answer = call(trusting, "https://hooks.test:" + port + "/")) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-Server-Name"))
                    .as("the server name in the TLS handshake")
                    .contains("hooks.test");
        }
        assertThatThrownBy(() -> call(trusting, "https://other.test:" + port + "/"))
                .hasRootCauseMessage("No subject alternative DNS name matching other.test found.");
    }

    @Test
    void doesNotTalkToAServerWhoseCertificateTheJvmDoesNotTrust() {
        int port = tlsServer();

        assertThatThrownBy(() -> call(http(new HttpClientOptions()), "https://hooks.test:" + port + "/"))
                .cause()
                .isInstanceOf(SSLException.class)
                .matches(HttpOutcomes::covers);
    }

    private int tlsServer() {
        return servers.http(
                new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate),
                request -> request.response()
                        .putHeader("X-Server-Name", request.connection().indicatedServerName())
                        .end());
    }

    private OutboundHttp http(HttpClientOptions options) {
        return new OutboundHttp(
                servers.vertx(),
                HandlerConfigs.forLoopback().outbound(),
                host -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")},
                options);
    }

    private static OutboundResponse call(OutboundHttp http, String url) {
        return http.send(OutboundRequest.get(HttpTarget.parse(url), Duration.ofSeconds(10)))
                .subscribeAsCompletionStage()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
