package dev.sluice.devservices.deployment;

import java.net.URI;
import java.util.Optional;

/** Which SQS this application has. Live reloads leave it as it is. */
final class UsedSqs {

    private static volatile Place last;

    private UsedSqs() {}

    /**
     * Where it is.
     *
     * @param own whether it runs in this application's JVM and ends with it
     */
    record Place(URI endpoint, boolean own) {}

    static void is(URI endpoint, boolean own) {
        last = new Place(endpoint, own);
    }

    /** Empty when no local one was provided. */
    static Optional<Place> place() {
        return Optional.ofNullable(last);
    }
}
