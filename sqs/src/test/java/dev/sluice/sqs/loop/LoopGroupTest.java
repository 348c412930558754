package dev.sluice.sqs.loop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.sqs.names.HeldName;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens on the connector's threads when a host is looked up. */
class LoopGroupTest {

    private static final int LOOPS = 2;

    private final LoopGroup loops = new LoopGroup(LOOPS, "loops-under-test");
    private final HeldName name = new HeldName();

    @AfterEach
    void close() {
        name.close();
        loops.close();
    }

    @Test
    void looksAHostUpBesideTheLoops() throws Exception {
        connect(1);

        assertThat(name.asker().get(10, TimeUnit.SECONDS).getName()).startsWith("loops-under-test-dns-");
        for (int i = 0; i < LOOPS; i++) {
            assertThat(loops.timers().submit(() -> true).get(10, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void connectsOnceTheHostIsKnown() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            CompletableFuture<ChannelFuture> connecting = connect(listener.getLocalPort());
            name.asker().get(10, TimeUnit.SECONDS);
            assertThat(connecting.get(10, TimeUnit.SECONDS).isDone()).isFalse();

            name.release();

            ChannelFuture connected = connecting.join();
            assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(connected.isSuccess()).isTrue();
            assertThat(connected.channel().close().await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void saysWhenNobodyKnowsTheHost() throws Exception {
        ChannelFuture connecting = connect(1).get(10, TimeUnit.SECONDS);
        name.asker().get(10, TimeUnit.SECONDS);

        name.close();

        assertThat(connecting.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(connecting.cause()).isInstanceOf(UnknownHostException.class);
    }

    /** From a loop, as the SDK's pools do. */
    private CompletableFuture<ChannelFuture> connect(int port) {
        EventLoopGroup threads = loops.forClient().eventLoopGroup();
        Bootstrap bootstrap = new Bootstrap()
                .group(threads)
                .channelFactory(loops.forClient().channelFactory())
                .handler(new ChannelInboundHandlerAdapter())
                .remoteAddress(InetSocketAddress.createUnresolved(name.host(), port));
        return CompletableFuture.supplyAsync(bootstrap::connect, threads.next());
    }
}
