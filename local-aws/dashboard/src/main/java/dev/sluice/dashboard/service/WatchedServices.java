package dev.sluice.dashboard.service;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The two services beside the dashboard. */
public final class WatchedServices {

    private static final String PRODUCER = "producer";
    private static final String CONSUMER = "consumer";

    /** The ports of dev mode, as long as nobody names others. */
    private volatile WatchedService producer = new WatchedService(
            PRODUCER, URI.create("http://localhost:9000"), URI.create("http://localhost:8080"), false);

    private volatile WatchedService consumer = new WatchedService(
            CONSUMER, URI.create("http://localhost:9001"), URI.create("http://localhost:8081"), false);

    /** Both as they answer now. */
    public record Seen(ServiceState producer, ServiceState consumer) {

        public List<ServiceState> expected() {
            return List.of(producer, consumer).stream()
                    .filter(ServiceState::expected)
                    .toList();
        }
    }

    public void producerAt(URI management, URI api) {
        producer = new WatchedService(PRODUCER, management, api, true);
    }

    public void consumerAt(URI management, URI api) {
        consumer = new WatchedService(CONSUMER, management, api, true);
    }

    /** After a second at most: both are asked at once. */
    public Seen look() {
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
