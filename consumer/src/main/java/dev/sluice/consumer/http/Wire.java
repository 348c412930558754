package dev.sluice.consumer.http;

import java.util.Optional;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;

/**
 * The HTTP/1.1 codec of one connection, in place of Vert.x's own. It knows whose turn it is, so that no answer reaches
 * another request than its own: what comes when none is expected closes the connection.
 */
final class Wire extends CombinedChannelDuplexHandler<AnswerDecoder, RequestEncoder> {

    private ChannelHandlerContext context;

    /** Null before the first. */
    private volatile Turn turn;

    private Wire(HttpDecoderConfig limits, Runnable stray) {
        init(new AnswerDecoder(limits, () -> turn, stray), new RequestEncoder(() -> turn));
    }

    /**
     * Takes the connection over. To be called on its event loop, before the first request.
     *
     * @param stray told when the receiver sends what nobody expects
     */
    static void install(HttpConnection connection, HttpDecoderConfig limits, Runnable stray) {
        ((HttpClientConnection) connection)
                .channel()
                .pipeline()
                .replace(HttpClientCodec.class, "codec", new Wire(limits, stray));
    }

    /** The next turn on a connection, for whoever Vert.x's pool has given it to; empty if it is closed already. */
    static Optional<Turn> nextTurn(HttpConnection connection) {
        return Optional.ofNullable(
                        ((HttpClientConnection) connection).channel().pipeline().get(Wire.class))
                .map(Wire::nextTurn);
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) throws Exception {
        try {
            super.channelInactive(closed);
        } finally {
            if (turn != null) {
                turn.closed();
            }
        }
    }

    private Turn nextTurn() {
        Turn next = new Turn(context, turn);
        turn = next;
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
