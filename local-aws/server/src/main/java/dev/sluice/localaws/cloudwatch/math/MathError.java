package dev.sluice.localaws.cloudwatch.math;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** What is wrong with an expression, as the caller is told it. */
final class MathError {

    private MathError() {}

    static Rejection of(String message) {
        return Rejection.validation("Error in expression: " + message + ".");
    }
}
