package dev.sluice.benchmarks.intake;

import java.util.concurrent.Flow;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.connector.OutboundConnector;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * SQS taken out: in the place of the connector to it, one that acknowledges each message at once. All that comes before is
 * the producer as it is.
 */
@ApplicationScoped
@Connector(VoidConnector.NAME)
public class VoidConnector implements OutboundConnector {

    static final String NAME = "sluice-benchmarks-void";

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        return new Acknowledgement();
    }

    /** As much as is there, at once. */
    private static final class Acknowledgement implements Flow.Subscriber<Message<?>> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Message<?> message) {
            message.ack();
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException("The stream has ended", failure);
        }

        @Override
        public void onComplete() {
            // The service stops.
        }
    }
}
