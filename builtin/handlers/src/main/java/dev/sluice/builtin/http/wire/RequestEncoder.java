package dev.sluice.builtin.http.wire;

import java.util.function.Supplier;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.LastHttpContent;

/** Writes requests, and tells the exchange how far its own has come. */
final class RequestEncoder extends HttpRequestEncoder {

    private final Supplier<WireExchange> exchange;

    RequestEncoder(Supplier<WireExchange> exchange) {
        this.exchange = exchange;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        WireExchange current = exchange.get();
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
