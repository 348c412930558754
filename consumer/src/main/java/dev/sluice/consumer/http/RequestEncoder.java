package dev.sluice.consumer.http;

import java.util.function.Supplier;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.LastHttpContent;

/** Writes requests, and tells the turn how far its own has come. */
final class RequestEncoder extends HttpRequestEncoder {

    private final Supplier<Turn> turn;

    RequestEncoder(Supplier<Turn> turn) {
        this.turn = turn;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        Turn current = turn.get();
        ChannelPromise written = promise;
        if (message instanceof HttpRequest) {
            current.begin();
        }
        if (message instanceof LastHttpContent) {
            written = promise.unvoid();
            written.addListener(end -> {
                if (end.isSuccess()) {
                    current.sent();
                }
            });
        }
        super.write(context, message, written);
    }
}
