package dev.sluice.builtin.http.wire;

import java.util.Optional;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;

/**
 * The HTTP/1.1 codec of one connection, in place of Vert.x's own. It knows which exchange it serves, so that no answer reaches
 * another request than its own: what comes when none is expected closes the connection.
 */
public final class ConnectionCodec extends CombinedChannelDuplexHandler<ResponseDecoder, RequestEncoder> {

    private ChannelHandlerContext context;

    /** Null before the first. */
    private volatile WireExchange exchange;

    private ConnectionCodec(HttpDecoderConfig limits, Runnable desynced) {
        init(new ResponseDecoder(limits, () -> exchange, desynced), new RequestEncoder(() -> exchange));
    }

    /**
     * Takes the connection over. To be called on its event loop, before the first request.
     *
     * @param desynced told when the receiver sends what nobody expects
     */
    public static void install(HttpConnection connection, HttpDecoderConfig limits, Runnable desynced) {
        ((HttpClientConnection) connection)
                .channel()
                .pipeline()
                .replace(HttpClientCodec.class, "codec", new ConnectionCodec(limits, desynced));
    }

    /** The next exchange on a connection, for whoever Vert.x's pool has given it to; empty if it is closed already. */
    public static Optional<WireExchange> nextExchange(HttpConnection connection) {
        return Optional.ofNullable(
                        ((HttpClientConnection) connection).channel().pipeline().get(ConnectionCodec.class))
                .map(ConnectionCodec::nextExchange);
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) throws Exception {
        try {
            super.channelInactive(closed);
        } finally {
            if (exchange != null) {
                exchange.closed();
            }
        }
    }

    private WireExchange nextExchange() {
        WireExchange next = new WireExchange(context, exchange);
        exchange = next;
        return next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        context = added;
        // A receiver may answer and close without having read the whole request. That the rest of the request then
        // cannot
        // be written must not close this side, or the answer would be lost.
        added.channel().config().setAutoClose(false);
        super.handlerAdded(added);
    }
}
