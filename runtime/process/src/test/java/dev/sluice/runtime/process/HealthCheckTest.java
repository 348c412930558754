package dev.sluice.runtime.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HealthCheckTest {

    private HttpServer service;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/q/health/live", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void aServiceThatSaysItIsUpIsAlive() {
        assertThat(check().isAlive()).isTrue();
    }

    @Test
    void aServiceThatSaysItIsDownIsNot() {
        status = 503;

        assertThat(check().isAlive()).isFalse();
    }

    @Test
    void aServiceThatDoesNotAnswerIsNot() {
        HealthCheck check = check();
        service.stop(0);

        assertThat(check.isAlive()).isFalse();
    }

    private HealthCheck check() {
        return new HealthCheck(
                URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/q/health/live"));
    }
}
