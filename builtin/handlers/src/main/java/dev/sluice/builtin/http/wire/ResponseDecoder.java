package dev.sluice.builtin.http.wire;

import java.util.List;
import java.util.ListIterator;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Reads answers. Interim ones are passed over (RFC 9110, section 15.2), and a connection that is out of step with its
 * requests does not outlive the answer: one with more bytes than the answer has, or an answer before the request had
 * left. Requests are never HEAD or CONNECT, whose answers would have to be read differently.
 */
final class ResponseDecoder extends HttpResponseDecoder {

    private final Supplier<WireExchange> exchange;
    private final Runnable desynced;

    /** The final answer that is being read. */
    private HttpResponse answer;

    ResponseDecoder(HttpDecoderConfig limits, Supplier<WireExchange> exchange, Runnable desynced) {
        super(limits);
        this.exchange = exchange;
        this.desynced = desynced;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        WireExchange current = exchange.get();
        if (current == null || !current.expectsAnswer()) {
            if (in.isReadable()) {
                desynced.run();
                in.skipBytes(in.readableBytes());
                context.close();
            }
            return;
        }
        super.decode(context, in, out);
        inStep(current, in, out);
    }

    /** What an answer without a length ends with: the connection is closed, though its headers may not say so. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        super.decodeLast(context, in, out);
        if (answer != null) {
            KeepAlive.close(answer.headers());
        }
    }

    /** The chunks count, and nothing after them on this connection (RFC 9112, section 6.3). Netty would refuse the answer. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        message.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        clearContentLength();
        KeepAlive.close(message.headers());
    }

    private void inStep(WireExchange current, ByteBuf in, List<Object> out) {
        ListIterator<Object> messages = out.listIterator();
        while (messages.hasNext()) {
            Object message = messages.next();
            if (message instanceof HttpResponse head) {
                begin(head, in, out);
            }
            if (answer == null) {
                // An interim answer or the empty content that follows it
                messages.remove();
            } else if (message instanceof LastHttpContent last
                    && last.decoderResult().isSuccess()) {
                end(current, in);
            }
        }
    }

    private void begin(HttpResponse head, ByteBuf in, List<Object> out) {
        if (head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            out.clear();
            in.skipBytes(in.readableBytes());
            throw new DecoderException("Nobody asked for another protocol");
        }
        boolean interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && head.decoderResult().isSuccess();
        answer = interim ? null : head;
    }

    private void end(WireExchange current, ByteBuf in) {
        if (in.isReadable()) {
            desynced.run();
        }
        if (in.isReadable() || !current.isSent()) {
            KeepAlive.close(answer.headers());
        } else {
            KeepAlive.bound(answer.headers());
        }
        answer = null;
        current.end();
    }
}
