package dev.sluice.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/**
 * Asks a process that is just starting, again and again, until it answers as it should: each time over a connection of its
 * own, five times a millisecond, and with no HTTP client whose own start would count.
 */
public final class Probe {

    private static final long PAUSE_NANOS = 200_000;
    private static final int ANSWER_LIMIT_MILLIS = 10_000;

    private final int port;
    private final byte[] request;

    private Probe(int port, String request) {
        this.port = port;
        this.request = request.getBytes(StandardCharsets.UTF_8);
    }

    public static Probe get(int port, String path) {
        return new Probe(port, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path));
    }

    /** @param json ASCII only */
    public static Probe post(int port, String path, String json) {
        return new Probe(
                port,
                "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, json.length(), json));
    }

    /**
     * Waits for an answer with such a status.
     *
     * @return when its first line had come, a {@link System#nanoTime()} reading
     * @throws IllegalStateException when the process has ended, or none has come in time
     */
    public long await(MeasuredProcess process, IntPredicate status, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        int last = 0;
        while (System.nanoTime() < deadline) {
            try {
                last = ask();
                long now = System.nanoTime();
                if (status.test(last)) {
                    return now;
                }
            } catch (IOException e) {
                process.expectAlive();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IllegalStateException("%s has not answered within %s as it should; the last status was %d"
                .formatted(process.name(), limit, last));
    }

    private int ask() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(request);
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (line == null || !line.startsWith("HTTP/1.1 ")) {
                throw new IOException("No answer but " + line);
            }
            return Integer.parseInt(line.substring(9, 12));
        }
    }
}
