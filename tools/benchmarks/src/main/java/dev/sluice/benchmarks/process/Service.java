package dev.sluice.benchmarks.process;

import java.time.Duration;

/**
 * A service under measurement and the ports that it listens to, or will.
 *
 * @param apiPort of the API
 * @param managementPort of health and metrics
 */
public record Service(MeasuredProcess process, int apiPort, int managementPort) implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** Returns when its readiness is good. */
    public Service awaitReady() {
        Probe.get(managementPort, "/q/health/ready").await(process, status -> status == 200, START_LIMIT);
        return this;
    }

    @Override
    public void close() {
        process.close();
    }
}
