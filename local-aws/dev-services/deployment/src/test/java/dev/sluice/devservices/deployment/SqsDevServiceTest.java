package dev.sluice.devservices.deployment;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.Queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqsDevServiceTest {

    private static final List<QueueSpec> QUEUES = List.of(QueueSpec.named("jobs"));

    @Test
    void ofTwoThatStartAtOnceOneOwnsTheSqsAndTheOtherSharesIt() throws Exception {
        int port = DevModeApplication.freePort();
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<SqsDevService> application = () -> {
            var service = new SqsDevService(port, QUEUES);
            together.await();
            service.start();
            return service;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<SqsDevService>> started = threads.invokeAll(List.of(application, application));
            try (SqsDevService first = started.getFirst().get();
                    SqsDevService second = started.getLast().get()) {
                assertThat(first.isOwn()).isNotEqualTo(second.isOwn());
                assertThat(first.getConnectionInfo()).isEqualTo(second.getConnectionInfo());
            }
        }
        assertThat(Queues.answerAt(URI.create("http://127.0.0.1:" + port))).isFalse();
    }

    @Test
    void whoeverSharesAnSqsDoesNotStopIt() {
        try (LocalSqs shared = LocalSqs.start(0)) {
            var service = new SqsDevService(shared.endpoint().getPort(), QUEUES);
            service.start();
            service.close();

            assertThat(Queues.answerAt(shared.endpoint())).isTrue();
        }
    }

    @Test
    void aPortThatSomethingElseHasIsNamedWithTheWaysOut() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            int port = other.getAddress().getPort();
            assertThatThrownBy(() -> new SqsDevService(port, QUEUES).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(
                            "port " + port, "sluice.dev-services.port", "quarkus.sqs.endpoint-override");
        } finally {
            other.stop(0);
        }
    }
}
