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

import dev.sluice.dashboard.Dashboard;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CloudWatchDevServiceTest {

    @Test
    void ofTwoThatStartAtOnceOneOwnsTheCloudWatchAndTheOtherSharesIt() throws Exception {
        int port = DevModeApplication.freePort();
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<CloudWatchDevService> application = () -> {
            var service = new CloudWatchDevService(port, null, Dashboard.DEFAULT_PRODUCER);
            together.await();
            service.start();
            return service;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<CloudWatchDevService>> started = threads.invokeAll(List.of(application, application));
            try (CloudWatchDevService first = started.getFirst().get();
                    CloudWatchDevService second = started.getLast().get()) {
                assertThat(first.isOwn()).isNotEqualTo(second.isOwn());
                assertThat(first.getConnectionInfo()).isEqualTo(second.getConnectionInfo());
            }
        }
        assertThat(LocalCloudWatch.answersAt(URI.create("http://127.0.0.1:" + port)))
                .isFalse();
    }

    @Test
    void whoeverSharesACloudWatchDoesNotStopIt() {
        try (LocalCloudWatch shared = LocalCloudWatch.start(0)) {
            var service = new CloudWatchDevService(shared.endpoint().getPort(), null, Dashboard.DEFAULT_PRODUCER);
            service.start();
            service.close();

            assertThat(LocalCloudWatch.answersAt(shared.endpoint())).isTrue();
        }
    }

    @Test
    void aPortThatSomethingElseHasIsNamedWithTheWaysOut() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            int port = other.getAddress().getPort();
            assertThatThrownBy(() -> new CloudWatchDevService(port, null, Dashboard.DEFAULT_PRODUCER).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(
                            "port " + port,
                            "sluice.dev-services.cloudwatch-port",
                            "sluice.cloudwatch.endpoint-override");
        } finally {
            other.stop(0);
        }
    }
}
