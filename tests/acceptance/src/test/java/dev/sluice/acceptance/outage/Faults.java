package dev.sluice.acceptance.outage;

import java.util.List;
import java.util.Set;

import dev.sluice.testkit.Fault;

/** The ways in which a queue can be out of reach. */
final class Faults {

    static final List<Fault> ALL = List.of(
            new Fault.Silence(),
            new Fault.Reset(),
            new Fault.Error(500, "InternalFailure", Set.of()),
            new Fault.Error(429, "TooManyRequestsException", Set.of()),
            new Fault.Error(403, "ExpiredToken", Set.of()));

    private Faults() {}

    static String name(Fault fault) {
        return switch (fault) {
            case Fault.Error error -> error.status() + " " + error.code();
            default -> fault.getClass().getSimpleName();
        };
    }

    /** What readiness must say of it: the queue, and SQS's own word if there is one. */
    static List<String> words(Fault fault) {
        return fault instanceof Fault.Error error ? List.of("jobs-normal", error.code()) : List.of("jobs-normal");
    }
}
