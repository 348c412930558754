package dev.sluice.runtime.process;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;

/**
 * Gives back what only the start of a native executable needed. Its code and the constant part of its heap are mapped from
 * the file, and the start touches most of them, once. The kernel would take those pages back when memory gets
 * scarce, but until then a container is charged for them. On a JVM there is nothing to do.
 */
@Singleton
public class StartMemory {

    /** By then a service has made its connections and asked its first questions. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    void giveBack(@Observes StartupEvent started) {
        // The property that GraalVM documents for this; its classes are not there on a JVM.
        if ("runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            Thread.ofVirtual().name("start-memory").start(StartMemory::giveBackSoon);
        }
    }

    private static void giveBackSoon() {
        try {
            Thread.sleep(SETTLED);
            ConstantPages.giveBack();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
