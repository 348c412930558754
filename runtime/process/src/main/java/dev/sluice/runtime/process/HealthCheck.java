package dev.sluice.runtime.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/**
 * Asks a service on this machine whether it is alive. Liveness and not readiness: who asks would replace the container, and
 * a queue that is out of reach does not come back by that.
 */
final class HealthCheck {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int OK = 200;

    private final URI liveness;

    HealthCheck(URI liveness) {
        this.liveness = liveness;
    }

    /** The one of the service whose management port {@code QUARKUS_MANAGEMENT_PORT} tells, as the images set it. */
    static HealthCheck ofThisContainer() {
        String port = System.getenv("QUARKUS_MANAGEMENT_PORT");
        if (port == null) {
            throw new IllegalStateException("QUARKUS_MANAGEMENT_PORT must tell where the service serves its health");
        }
        return new HealthCheck(URI.create("http://127.0.0.1:" + port + "/q/health/live"));
    }

    /** Whether it says so within two seconds; if not, standard error tells what it did say. */
    boolean isAlive() {
        try {
            HttpURLConnection request = (HttpURLConnection) liveness.toURL().openConnection(Proxy.NO_PROXY);
            request.setConnectTimeout(TIMEOUT_MILLIS);
            request.setReadTimeout(TIMEOUT_MILLIS);
            int status = request.getResponseCode();
            if (status != OK) {
                System.err.println(liveness + " answers " + status);
            }
            return status == OK;
        } catch (IOException e) {
            System.err.println(liveness + ": " + e.getMessage());
            return false;
        }
    }
}
