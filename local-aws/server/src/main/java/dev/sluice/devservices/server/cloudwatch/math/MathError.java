package dev.sluice.devservices.server.cloudwatch.math;

import dev.sluice.devservices.server.cloudwatch.api.Rejection;

/** What is wrong with an expression, as the caller is told it. */
final class MathError {

    private MathError() {}

    static Rejection of(String message) {
        return Rejection.validation("Error in expression: " + message + ".");
    }
}
