package dev.sluice.acceptance.hostile;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Sends hostile requests, one after the other, and notes the answers. */
final class Attacker implements Runnable {

    /** Some requests never end, and have no answer. */
    private static final int PATIENCE_MILLIS = 2_000;

    private final URI api;
    private final HostileRequests requests;
    private final HostileAnswers answers;
    private final long end;

    /** @param end a {@link System#nanoTime()} reading */
    Attacker(URI api, long seed, HostileAnswers answers, long end) {
        this.api = api;
        this.requests = new HostileRequests(new Random(seed));
        this.answers = answers;
        this.end = end;
    }

    @Override
    public void run() {
        while (System.nanoTime() - end < 0) {
            byte[] request = requests.next();
            try (Socket socket = new Socket(api.getHost(), api.getPort())) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                answers.note(request, exchange(socket, request));
            } catch (IOException e) {
                answers.noteNone();
            }
        }
    }

    private static String exchange(Socket socket, byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
        } catch (IOException refused) {
            // The answer may be there all the same.
        }
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
