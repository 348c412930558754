package dev.sluice.runtime.process;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Where a service begins. With the single argument {@code health} it is the health check of a container instead, in which
 * there is no other program that could ask: it ends with 0 if the service beside it is alive, and with 1 if not.
 */
@QuarkusMain
public final class Main {

    Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 1 && arguments[0].equals("health")) {
            System.exit(HealthCheck.ofThisContainer().isAlive() ? 0 : 1);
        }
        // Quarkus would answer a path that is no URI with an empty 400; the producer looks at it, and says what is
        // wrong.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
