package dev.sluice.localaws;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * An Amazon SQS in this JVM, on the loopback and in memory: what it holds is gone when it is closed. Its threads are
 * daemons, so it never keeps a JVM alive.
 */
public final class LocalSqs implements AutoCloseable {

    /** ElasticMQ's own default, so that what is written about it fits. */
    public static final int DEFAULT_PORT = 9324;

    private final ElasticMq elasticMq;
    private final URI endpoint;

    private LocalSqs(ElasticMq elasticMq) {
        this.elasticMq = elasticMq;
        this.endpoint = URI.create("http://" + ElasticMq.LOOPBACK + ":" + elasticMq.port());
    }

    /**
     * Starts an SQS without queues; the first in a JVM takes a second or two.
     *
     * @param port 0 for a free one
     * @throws UncheckedIOException caused by a {@link BindException} when the port is taken, or may not be used
     * @throws IllegalArgumentException when there is no such port
     * @throws IllegalStateException when it cannot start for another reason
     */
    public static LocalSqs start(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        return new LocalSqs(ElasticMq.start(port));
    }

    /** Where clients reach it, {@code http://127.0.0.1:<port>}; queue URLs start with it. */
    public URI endpoint() {
        return endpoint;
    }

    /** Creates queues with their dead-letter queues, see {@link Queues#ensure}. */
    public Map<String, String> createQueues(QueueSpec... queues) {
        return Queues.ensure(endpoint, List.of(queues));
    }

    /** Stops within about a second, even while long polls are open; they fail. The port is free afterwards. */
    @Override
    public void close() {
        elasticMq.close();
    }
}
