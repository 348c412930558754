package dev.sluice.acceptance.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Requests as bytes on a connection that is theirs alone. */
final class HostileRequests {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final int LARGE = 3_300_000;

    private final Random random;
    private final HostileJson json;

    HostileRequests(Random random) {
        this.random = random;
        this.json = new HostileJson(random);
    }

    byte[] next() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> post(json.body(LARGE));
            case 2, 3, 4 -> post(json.body(random.nextInt(40_000)));
            case 5 -> chunked(random.nextInt(80), 0x10000);
            case 6 -> chunked(3_000, 1);
            case 7 ->
                ("POST /jobs HTTP/1.1\r\nHost: h\r\n" + JSON + "Content-Length: " + LARGE + "\r\n\r\n{\"type\"")
                        .getBytes(StandardCharsets.US_ASCII);
            default -> oddHead().getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private String oddHead() {
        List<String> heads = List.of(
                "POST /jobs HTTP/1.1\r\n\r\n",
                "POST /jobs HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
                "POST /jobs%zz HTTP/1.1\r\nHost: h\r\n\r\n",
                "POST /jobs%c0%af HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /\u00fc HTTP/1.1\r\nHost: h\r\n\r\n",
                "PUT /jobs HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "POST /jobs HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: foo\r\n\r\n{}",
                "POST /jobs HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST /jobs HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
                "POST /jobs HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
                "POST /jobs HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n",
                "POST /jobs HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: h\r\n\r\n",
                "POST /nowhere HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
                "nonsense\r\n\r\n");
        return heads.get(random.nextInt(heads.size()));
    }

    private static byte[] post(byte[] body) {
        return bytes(
                "POST /jobs HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + JSON + "Content-Length: " + body.length
                        + "\r\n\r\n",
                body);
    }

    private static byte[] chunked(int chunks, int size) {
        String chunk = Integer.toHexString(size) + "\r\n" + " ".repeat(size) + "\r\n";
        return bytes(
                "POST /jobs HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n",
                (chunk.repeat(chunks) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(String head, byte[] body) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
