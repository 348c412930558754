package dev.sluice.builtin.receivers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A receiver on raw sockets at a free port of the loopback; each of its connections follows a script. */
final class RawReceiver implements AutoCloseable {

    /** What the receiver does with one connection; that it breaks is part of the game. */
    interface Script {
        void run(Conversation conversation) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.ofLiteral("127.0.0.1"));
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    RawReceiver(Script script) throws IOException {
        Thread.ofVirtual().start(() -> accept(script));
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        socket.setTcpNoDelay(true);
                        script.run(new Conversation(socket));
                    } catch (IOException e) {
                        // The other side has given up.
                    } finally {
                        open.remove(socket);
                    }
                });
            }
        } catch (IOException e) {
            // Closed
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
