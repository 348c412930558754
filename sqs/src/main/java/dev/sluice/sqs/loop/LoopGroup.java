package dev.sluice.sqs.loop;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/**
 * The connector's threads, on which the channels' loops run and the connections to SQS as well: with one thread a request
 * leaves from the loop that makes it and its answer arrives there, and no other thread has to be woken for it. They are the
 * connector's own: code of the application that blocks one of Vert.x's event loops delays neither polls nor the extension of
 * leases. For the same reason nothing that runs here may wait for an answer; hosts are looked up on one thread more, which
 * lies idle while connections last.
 */
public final class LoopGroup implements AutoCloseable {

    private final EventLoopGroup threads;
    private final EventExecutor lookups;

    /**
     * @param threads one is enough for some ten thousand messages a second
     * @param name what the threads' names begin with
     */
    public LoopGroup(int threads, String name) {
        this.lookups = new DefaultEventExecutor(new DefaultThreadFactory(name + "-dns", true));
        this.threads = new DnsOffloadingLoops(threads, new DefaultThreadFactory(name, true), lookups);
    }

    /** A loop of its own for a channel, on the threads' next. */
    public Loop loop() {
        return new Loop(threads.next());
    }

    /** The threads as the SDK takes them; it leaves them to their owner to end. */
    public SdkEventLoopGroup forClient() {
        return SdkEventLoopGroup.create(threads, NioSocketChannel::new);
    }

    /** A clock for the client's time-outs. */
    public ScheduledExecutorService timers() {
        return threads.next();
    }

    /** Ends the threads; does not wait for that, nor for a host that is looked up. */
    @Override
    public void close() {
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        // After them: until then they may begin to connect.
        threads.terminationFuture().addListener(ended -> lookups.shutdownGracefully(0, 1, TimeUnit.SECONDS));
    }
}
