package dev.sluice.sqs.loop;

import java.util.concurrent.ThreadFactory;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

/**
 * Event loops that never wait for DNS. Before it connects, Netty's {@code Bootstrap} looks the host up with the JDK's
 * resolver, which blocks, on whatever thread learns that the channel is registered; that is the event loop as a rule. Here it
 * is an executor made for it.
 *
 * <p>Netty's own resolver, which does not block, was decided against: it asks the name servers past nsswitch.conf, reads
 * /etc/hosts once, and as the SDK sets it up ({@code useNonBlockingDnsResolver}) it cannot go on by TCP after an answer that
 * was cut short. This way names mean to the connector what they mean to every other program on the host.
 */
final class DnsOffloadingLoops extends NioEventLoopGroup {

    private final EventExecutor lookups;

    /** @param lookups where names are looked up; whoever made it ends it */
    DnsOffloadingLoops(int threads, ThreadFactory factory, EventExecutor lookups) {
        super(threads, factory);
        this.lookups = lookups;
    }

    /**
     * Registers a channel with the next loop. When called on one of the loops, as the SDK does, whoever listens to the future
     * is told on the executor for look-ups: the future is not done before what runs on that loop now has ended, so that it is
     * never found done instead of being listened to.
     */
    @Override
    public ChannelFuture register(Channel channel) {
        ChannelFuture registered = super.register(channel);
        if (registered.cause() != null) {
            return registered;
        }
        ChannelPromise told = new DefaultChannelPromise(channel, lookups);
        EventExecutor caller = current();
        registered.addListener(
                ended -> (caller == null ? channel.eventLoop() : caller).execute(() -> tell(told, registered)));
        return told;
    }

    private static void tell(ChannelPromise told, ChannelFuture registered) {
        if (registered.isSuccess()) {
            told.trySuccess();
        } else {
            told.tryFailure(registered.cause());
        }
    }

    /** The loop that calls; null if another thread does. */
    private EventExecutor current() {
        for (EventExecutor loop : this) {
            if (loop.inEventLoop()) {
                return loop;
            }
        }
        return null;
    }
}
