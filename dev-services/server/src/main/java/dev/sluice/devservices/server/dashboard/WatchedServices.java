package dev.sluice.devservices.server.dashboard;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The two services beside the dashboard. */
final class WatchedServices {

    /** The producer's management port in dev mode. */
    private static final URI DEFAULT_PRODUCER = URI.create("http://localhost:9000");

    /** The consumer's. */
    private static final URI DEFAULT_CONSUMER = URI.create("http://localhost:9001");

    private volatile WatchedService producer = new WatchedService("producer", DEFAULT_PRODUCER, false);
    private volatile WatchedService consumer = new WatchedService("consumer", DEFAULT_CONSUMER, false);

    /** Both as they answer now. */
    record Seen(ServiceState producer, ServiceState consumer) {

        List<ServiceState> expected() {
            return List.of(producer, consumer).stream()
                    .filter(ServiceState::expected)
                    .toList();
        }
    }

    void producerAt(URI management) {
        producer = new WatchedService("producer", management, true);
    }

    void consumerAt(URI management) {
        consumer = new WatchedService("consumer", management, true);
    }

    /** After a second at most: both are asked at once. */
    Seen look() {
        CompletableFuture<ServiceState> asked = new CompletableFuture<>();
        WatchedService other = producer;
        Thread.ofVirtual().start(() -> {
            try {
                asked.complete(other.look());
            } catch (RuntimeException e) {
                asked.completeExceptionally(e);
            }
        });
        ServiceState second = consumer.look();
        return new Seen(asked.join(), second);
    }
}
