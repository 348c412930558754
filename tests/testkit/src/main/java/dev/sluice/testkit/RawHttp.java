package dev.sluice.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Bytes to an HTTP port as no client would send them, each time on a connection of its own. */
public final class RawHttp {

    /** A closed connection is noticed at once; only one that stays open costs this. */
    private static final int SILENCE_MILLIS = 1_000;

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param text all that the server sent, in ISO 8859-1
     * @param closed whether it then closed the connection; if not, it has been silent for a second
     */
    public record Answer(String text, boolean closed) {

        /** The status of the first answer, 0 when there is none. */
        public int status() {
            return text.startsWith("HTTP/1.") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }
    }

    /** @param request its characters are sent as ISO 8859-1 */
    public static Answer send(URI server, String request) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(SILENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var received = new ByteArrayOutputStream();
            boolean closed = readAll(socket.getInputStream(), received);
            return new Answer(received.toString(StandardCharsets.ISO_8859_1), closed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean readAll(InputStream in, ByteArrayOutputStream received) {
        try {
            in.transferTo(received);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            // A reset is an end, too.
            return true;
        }
    }
}
