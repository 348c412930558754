package dev.sluice.runtime.process;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;
import sun.misc.Signal;

/**
 * What SIGTERM and SIGINT do to a service. The first one stops it in good order, and a stop in good order has the exit
 * status 0, where the JVM would say 143 and every supervisor would report a failure at each release. The second one is
 * from somebody who will not wait: the process leaves at once, with the customary 128 plus the signal's number.
 */
@Singleton
public class Termination {

    private static final Logger LOG = Logger.getLogger(Termination.class);

    private final AtomicBoolean stopping = new AtomicBoolean();

    /**
     * Puts itself in the place of the handlers of the JVM, which the start has installed by now. In dev mode and in
     * tests the process belongs to somebody else.
     */
    void listen(@Observes StartupEvent starting) {
        if (LaunchMode.current().isProduction()) {
            Signal.handle(new Signal("TERM"), this::received);
            Signal.handle(new Signal("INT"), this::received);
        }
    }

    private void received(Signal signal) {
        if (stopping.compareAndSet(false, true)) {
            LOG.infof("SIG%s: stopping in good order; a second one ends it at once", signal.getName());
            Quarkus.asyncExit(0);
        } else {
            // No shutdown hooks: they would wait for the very stop that is too slow.
            Runtime.getRuntime().halt(128 + signal.getNumber());
        }
    }
}
