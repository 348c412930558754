package dev.sluice.builtin.receivers;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection from the receiver's side: what arrives is read as HTTP, what is written is whatever a test likes. */
final class Conversation {

    private static final int MOST = 10_000;

    private final Socket socket;
    private final InputStream in;

    Conversation(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** The head of the next request; null at the end of the connection. */
    String head() throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0 && head.isEmpty()) {
                return null;
            }
            if (next < 0 || head.length() > MOST) {
                throw new EOFException("no head");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    void body(String head) throws IOException {
        String length = field(head, "content-length");
        in.skipNBytes(length.isEmpty() ? 0 : Long.parseLong(length));
    }

    /** A field's value, or an empty text. */
    static String field(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    void write(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    void close() throws IOException {
        socket.close();
    }

    /** Ends the connection by a reset, without a farewell. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits for the other side to close, whatever it still sends. */
    void awaitEnd() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }
}
