package dev.sluice.ports.deployment;

import java.util.Map;

/** What is sent to the ports. */
final class Ports {

    /** RFC 9113, section 3.4, and an empty SETTINGS frame. */
    static final String HTTP_2_PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

    /** How the header of a server's first frame ends: its type, no flags, the connection itself. */
    static final String SETTINGS_FRAME = "\4\0\0\0\0\0";

    static final String UPGRADE = """
            GET /page HTTP/1.1\r
            Host: localhost\r
            Connection: Upgrade, HTTP2-Settings\r
            Upgrade: h2c\r
            HTTP2-Settings: AAMAAABkAAQAAP__\r
            \r
            """;

    private static final String CHUNKED = "\r\n\r\n2\r\n{}\r\n0\r\n\r\n";

    /** Rests of heads after which a proxy and a server may take different bytes for the body's end. */
    static final Map<String, String> DOUBTFUL = Map.of(
            "a length beside chunks",
            "Content-Length: 3\r\nTransfer-Encoding: chunked" + CHUNKED,
            "chunks beside a length",
            "Transfer-Encoding: chunked\r\nContent-Length: 3" + CHUNKED,
            "two lengths",
            "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            "the same length twice",
            "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
            "a list of lengths",
            "Content-Length: 2, 2\r\n\r\n{}",
            "a length with a sign",
            "Content-Length: +2\r\n\r\n{}",
            "chunked, but not last",
            "Transfer-Encoding: chunked, xchunked" + CHUNKED,
            "chunked twice",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked" + CHUNKED,
            "a space before the colon",
            "Transfer-Encoding : chunked" + CHUNKED,
            "no coding and a length",
            "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}");

    /** Chunks whose size one may read in different ways. */
    static final Map<String, String> DOUBTFUL_CHUNKS = Map.of(
            "a CR alone", "2\rX\r\n{}\r\n",
            "an LF alone", "2;a\n{}\r\n",
            "a line break in quotes", "2;a=\"\r\n\"\r\n{}\r\n",
            "a space", "2 \r\n{}\r\n",
            "a sign", "-2\r\n{}\r\n",
            "more than an int", "100000002\r\n{}\r\n",
            "more bytes than announced", "2\r\n{}XX");

    private Ports() {}
}
