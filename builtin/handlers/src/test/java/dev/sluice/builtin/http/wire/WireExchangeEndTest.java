package dev.sluice.builtin.http.wire;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How an exchange comes to its end, by the clock of a connection without a network. */
class WireExchangeEndTest {

    private final EmbeddedChannel connection = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ChannelHandlerContext wire = connection.pipeline().firstContext();

    @BeforeEach
    void stopTheClock() {
        connection.freezeTime();
    }

    @Test
    void closesTheConnectionFiveSecondsAfterAnAnswerWhoseRequestIsNeverReadToItsEnd() {
        WireExchange exchange = new WireExchange(wire, null);
        exchange.begin();

        exchange.end();

        assertThat(exchange.over().isComplete()).isTrue();
        pass(4_900);
        assertThat(connection.isOpen()).isTrue();
        pass(200);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void leavesAConnectionOpenWhoseRequestHasLeft() {
        WireExchange exchange = new WireExchange(wire, null);
        exchange.begin();
        exchange.sent();

        exchange.end();

        pass(60_000);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void isOverFromTheBeginningOnAConnectionThatIsClosed() {
        connection.close();

        assertThat(new WireExchange(wire, null).over().isComplete()).isTrue();
    }

    private void pass(long milliseconds) {
        connection.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();
    }
}
